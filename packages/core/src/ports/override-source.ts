import type { Facts } from '../domain/fact.js';
import type { ProvisioningRequest } from '../domain/request.js';

const brand = Symbol.for('@gangway/core/Overrides');

/** What an override source gives: values by key, and where they came from. */
export interface Overrides {
  readonly values: Readonly<Record<string, string>>;
  /** Masked by every tool, and never stored by value. */
  readonly secret: boolean;
  /** Version of the secret, file or record that the values were read from. */
  readonly version?: string;
  /** What holds of single keys, where the values come from several places. */
  readonly byKey?: Readonly<Record<string, KeyOrigin>>;
}

/** Where one value came from; `secret` adds to what is said of all, `version` goes before it. */
export interface KeyOrigin {
  readonly secret?: boolean;
  readonly version?: string;
}

/** Gives parameter values for a request that every check let pass. */
export interface OverrideSource {
  values(
    request: ProvisioningRequest,
    context: { readonly facts: Facts; readonly signal: AbortSignal },
  ): Overrides | Promise<Overrides>;
}

/**
 * Makes the answer of an override source.
 *
 * @param values strings, at most 4,096 characters each; an empty object gives nothing
 * @param origin `secret` for values that no log, trace or ledger may hold; `version` for the trace; `byKey` the same for single keys
 * @example overrides({ Site: 'Oslo' }).values; // { Site: 'Oslo' }
 * @example overrides({ Site: 'Oslo', Key: 's3cret' }, { byKey: { Site: { version: '3' }, Key: { version: '1', secret: true } } })
 */
export function overrides(
  values: Readonly<Record<string, string>>,
  origin: KeyOrigin & { readonly byKey?: Readonly<Record<string, KeyOrigin>> } = {},
): Overrides {
  const made: Overrides = {
    values: Object.freeze({ ...values }),
    secret: origin.secret ?? false,
    ...(origin.version === undefined ? {} : { version: String(origin.version) }),
    ...(origin.byKey === undefined ? {} : { byKey: frozenOrigins(origin.byKey) }),
  };
  Object.defineProperty(made, brand, { value: true });
  return Object.freeze(made);
}

const frozenOrigins = (byKey: Readonly<Record<string, KeyOrigin>>) =>
  Object.freeze(
    Object.fromEntries(
      Object.entries(byKey).map(([key, origin]) => [key, Object.freeze({ ...origin })]),
    ),
  );

/** Whether a value was made by {@link overrides}. */
export function isOverrides(value: unknown): value is Overrides {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, brand);
}

/** What is told of one key: secret where the key is or all are, by its own version before that of all. */
export function originIn({ secret, version: all, byKey = {} }: Overrides, key: string) {
  const own = Object.hasOwn(byKey, key) ? byKey[key] : undefined;
  const version = own?.version ?? all;
  return {
    // Whatever is no clear "no" makes a secret.
    secret: secret || Boolean(own?.secret),
    ...(version === undefined ? {} : { version: String(version) }),
  };
}
