import type { FactUse } from '../domain/fact.js';
import type { Intent } from '../domain/intent.js';
import type { ReasonCodes } from '../domain/outcome.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { Verdict } from '../domain/verdict.js';
import type { Overrides } from '../ports/override-source.js';
import type { Permission, Plugin, Provision, SecretPermissions } from './plugin.js';
import type { PortNeeds, Ports, StepContext } from './steps.js';

/** What a step gets beside the request: facts, the signal, and the ports its plugin needs. */
export type PluginContext<N extends PortNeeds> = StepContext & { readonly ports: Ports<N> };

export type Step<N extends PortNeeds, Answer> = (
  request: ProvisioningRequest,
  context: PluginContext<N>,
) => Answer | Promise<Answer>;

/** What a plugin contributes, once its options are known. */
export interface PluginParts<N extends PortNeeds> {
  /**
   * Tells it from others of its kind in one hook, in kebab-case: `remote-hook` with the instance `legacy` is called
   * `remote-hook:legacy` in traces, logs and errors.
   */
  readonly instance?: string | undefined;
  readonly provides?: readonly Provision[];
  /** By name, in this order; the name stands in the trace. */
  readonly checks?: Readonly<Record<string, Step<N, Verdict>>>;
  readonly overrides?: {
    /** The keys that it may set. */
    readonly keys: readonly string[];
    readonly values: Step<N, Overrides>;
    /**
     * That they depend on the options alone, and on nothing of a request or of its facts: only then may the last good
     * values stand in for those of a source that fails.
     */
    readonly sameForAll?: boolean;
  };
  readonly intents?: Step<N, readonly Intent[]>;
  /** Starts imports and connections during init. A failure is logged; the first request meets it itself. */
  readonly prepare?: (context: {
    readonly ports: Ports<N>;
    readonly signal: AbortSignal;
  }) => Promise<void>;
  /**
   * Asks once, cheaply, whether what the plugin depends on answers: a read, with a permission that the plugin has anyway.
   * It throws `PortError` when it does not. A runtime asks over and over to tell whether it is ready, so that a probe
   * writes nothing, waits no longer than its signal and leaves no failure behind in anything that requests are answered from.
   */
  readonly probe?: (context: {
    readonly ports: Ports<N>;
    readonly signal: AbortSignal;
  }) => Promise<void>;
  readonly parameters?: readonly string[];
  /**
   * Those of the `parameters` that a device makes anew for each request, such as a signature with its time: when a request
   * is repeated, they may differ.
   */
  readonly freshParameters?: readonly string[];
  /** Attributes of the device's record that it reads: a rehearsal gives them to the devices that it makes up. */
  readonly attributes?: readonly string[];
  /** ARNs of the only templates that its checks let through: whoever deploys or examines the hook looks for the template's own. */
  readonly templates?: readonly string[];
  readonly permissions?: readonly Permission[];
  /** What its `ClaimLedger` needs more to commit: nobody asks it to in a hook in which no plugin has intents. */
  readonly commitPermissions?: readonly Permission[];
  /** What its `ClaimLedger` needs to get ready and to confirm, where that is not the same. */
  readonly lifecyclePermissions?: readonly Permission[];
  /** Ids of all secrets that its steps ask the port `SecretStore` for, so that a hook's function may read those and no others. */
  readonly secrets?: readonly string[];
  /** What it needs more, as the hook's `SecretStore`, for the secrets that the hook's plugins ask it for. */
  readonly secretPermissions?: SecretPermissions;
  /** That it relies on presence events reaching the store, by `lifecycleHandler`: whoever deploys or examines the hook looks for them. */
  readonly presence?: boolean;
  /** Facts that depend on the options, beside those of the head. */
  readonly facts?: FactUse;
  /** Providers of ports that it needs, for a hook in which nobody else provides them. Two of one name count as one. */
  readonly brings?: readonly Plugin[];
}

export interface PluginHead<N extends PortNeeds> {
  /** kebab-case; names the plugin in traces, logs and errors. */
  readonly name: string;
  /** The ports that its steps use, by the names they use them under. */
  readonly needs?: N;
  readonly facts?: FactUse;
  /** The codes its checks deny with and its adapters throw. */
  readonly reasonCodes?: ReasonCodes;
}
