import type { ReasonCodes } from '../domain/outcome.js';
import type { Token } from '../ports/token.js';
import type {
  DeclaredChecks,
  DeclaredIntents,
  DeclaredSources,
  FailurePolicy,
  Monitor,
  PortNeeds,
} from './steps.js';

/** A port that a plugin implements, and how its implementation is made. */
export interface Provision<T = unknown> {
  readonly token: Token<T>;
  readonly needs: PortNeeds;
  /** Called once, when the hook is composed. It opens nothing: connections wait for `prepare` or the first call. */
  readonly create: (ports: Readonly<Record<string, unknown>>) => T;
  /** Taken only where nobody else provides the port. */
  readonly fallback?: boolean;
}

/** Something that a plugin's adapter does at AWS, for IAM. */
export interface Permission {
  /** For example `dynamodb:GetItem`. */
  readonly action: string;
  /** ARN pattern of the resources. */
  readonly resource: string;
}

/**
 * What a `SecretStore` needs more, for the secrets that the plugins of its hook ask it for. The ids are as those plugins have
 * them; without any list, one of them does not tell which.
 */
export type SecretPermissions = (ids: readonly string[] | undefined) => readonly Permission[];

/** Starts what a plugin needs later: imports, connections. */
export interface Preparation {
  readonly plugin: string;
  readonly needs: PortNeeds;
  readonly prepare: (
    ports: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<void>;
}

/** Asks whether what a plugin depends on answers. */
export interface Probe {
  readonly plugin: string;
  readonly needs: PortNeeds;
  readonly probe: (ports: Readonly<Record<string, unknown>>, signal: AbortSignal) => Promise<void>;
}

/** A named contribution to a hook, as data. Made by `definePlugin`, `defineCheck` or a composite. */
export interface Plugin {
  readonly name: string;
  readonly provides: readonly Provision[];
  readonly checks: readonly DeclaredChecks[];
  readonly overrideSources: readonly DeclaredSources[];
  readonly intents: readonly DeclaredIntents[];
  readonly preparations: readonly Preparation[];
  readonly probes: readonly Probe[];
  readonly reasonCodes: ReasonCodes;
  /** Names of the device parameters that it reads. */
  readonly parameters: readonly string[];
  /** Those of them that a device makes anew for each request. */
  readonly freshParameters: readonly string[];
  /** Attributes of the device's record that it reads; absent where it reads none, or does not tell. */
  readonly attributes?: readonly string[];
  /** ARNs of the only templates that its checks let through; absent where they let through any, or it does not tell. */
  readonly templates?: readonly string[];
  readonly permissions: readonly Permission[];
  /** What it needs more, as the `ClaimLedger` of a hook in which some plugin has intents, to commit them. */
  readonly commitPermissions?: readonly Permission[];
  /** Those of a function that takes presence events, where they are not the same: what its `ClaimLedger` needs to confirm. */
  readonly lifecyclePermissions?: readonly Permission[];
  /** Ids of the secrets that it asks the port `SecretStore` for; absent where it asks for none, or does not tell. */
  readonly secrets?: readonly string[];
  /** See {@link SecretPermissions}; there where it provides that port and needs permissions for it. */
  readonly secretPermissions?: SecretPermissions;
  /** There, and true, where it relies on presence events reaching the store. */
  readonly presence?: boolean;
  /** Plugins inside a composite. */
  readonly parts: readonly Plugin[];
  /** There for a composite whose parts are monitored. */
  readonly monitor?: Monitor;
  /** There for a composite that says what becomes of override sources that fail. */
  readonly onFailure?: FailurePolicy;
}
