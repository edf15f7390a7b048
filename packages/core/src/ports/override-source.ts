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
 * @param origin `secret` for values that no log, trace or ledger may hold; `version` for the trace
 * @example overrides({ Site: 'Oslo' }).values; // { Site: 'Oslo' }
 */
export function overrides(
  values: Readonly<Record<string, string>>,
  origin: { readonly secret?: boolean; readonly version?: string } = {},
): Overrides {
  const made: Overrides = {
    values: Object.freeze({ ...values }),
    secret: origin.secret ?? false,
    ...(origin.version === undefined ? {} : { version: String(origin.version) }),
  };
  Object.defineProperty(made, brand, { value: true });
  return Object.freeze(made);
}

/** Whether a value was made by {@link overrides}. */
export function isOverrides(value: unknown): value is Overrides {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, brand);
}
