import type { Facts, FactUse } from '../domain/fact.js';
import type { Intent } from '../domain/intent.js';
import type { ProvisioningRequest } from '../domain/request.js';
import type { Verdict } from '../domain/verdict.js';
import type { OverrideSource } from '../ports/override-source.js';
import type { Token } from '../ports/token.js';

/** Ports by the names a plugin gives them: `{ registry: DeviceRegistry }`. */
export type PortNeeds = Readonly<Record<string, Token<unknown>>>;

/** The implementations behind {@link PortNeeds}, by the same names. */
export type Ports<N extends PortNeeds> = {
  readonly [K in keyof N]: N[K] extends Token<infer T> ? T : never;
};

/** What a step gets beside the request. */
export interface StepContext {
  readonly facts: Facts;
  /** Aborted at the deadline; hand it to every port call. */
  readonly signal: AbortSignal;
}

/** Asks one question about a request. It writes nothing. */
export type Check = (
  request: ProvisioningRequest,
  context: StepContext,
) => Verdict | Promise<Verdict>;

/** Says what must become true when the answer is allow. It writes nothing; the ledger does. */
export type IntentSource = (
  request: ProvisioningRequest,
  context: StepContext,
) => readonly Intent[] | Promise<readonly Intent[]>;

/** Whether part of a hook takes part in a request: the predicate of a `when`, or the branch of an `anyOf` that permitted. */
export interface Condition {
  readonly name: string;
  /** Absent for a branch: that it permitted is known once it ran. */
  readonly test?: (request: ProvisioningRequest, facts: Facts) => boolean;
  /** What the test goes by, of what is known where it is first asked. */
  readonly facts?: FactUse;
}

/** What is known of a step without running it. */
export interface StepInfo {
  readonly plugin: string;
  readonly name: string;
  readonly facts: FactUse;
  readonly conditions: readonly Condition[];
}

/** A step before composition: how to make it from ports. */
export interface Declared<T> extends StepInfo {
  readonly kind: 'step';
  readonly make: {
    readonly needs: PortNeeds;
    /** Ports that it gets where somebody provides them. */
    readonly wants?: PortNeeds;
    readonly create: (ports: Readonly<Record<string, unknown>>) => T;
  };
}

/** A step after composition. */
export interface Ready<T> extends StepInfo {
  readonly kind: 'step';
  readonly run: T;
}

/** How the plugins of a `monitor` take part: whether they decide about a request, and if not, how long they may take. */
export interface Monitor {
  /** Of the devices, 0 to 1: 0 for steps that never decide, 1 for steps that always do. */
  readonly share: number;
  /** Whether the steps inside decide about this request. */
  readonly enforced: Condition;
  /** Milliseconds for all checks inside together, and again for all override sources inside. */
  readonly timeoutMs: number;
}

/** Nodes that decide only where their monitor is enforced; elsewhere they are asked beside the others and recorded. */
export interface Monitored<Node> {
  readonly kind: 'monitored';
  readonly name: string;
  readonly conditions: readonly Condition[];
  readonly monitor: Monitor;
  readonly children: readonly Node[];
}

/** What becomes of an override source that cannot be asked, and how many milliseconds it may take to answer. */
export type FailurePolicy =
  | { readonly kind: 'deny'; readonly timeoutMs?: number }
  | { readonly kind: 'skip'; readonly timeoutMs: number }
  | {
      /** What it gave last stands in. */
      readonly kind: 'lastGood';
      readonly timeoutMs: number;
      /** How old that may be when the answer is made, counted from when it was asked for. */
      readonly maxAgeMs: number;
    };

/** What is known of an override source, beside what is known of every step. */
export interface SourceInfo {
  /** The keys that it may set. */
  readonly keys: readonly string[];
  /** Whether it gives every request the same values, so that those of one may stand in for those of another. */
  readonly sameForAll?: boolean;
  /** Absent: a failure denies, and it may take what time the request has. */
  readonly onFailure?: FailurePolicy;
}

interface Composite {
  readonly name: string;
  readonly conditions: readonly Condition[];
}

/** Checks as the pipeline walks them: a step, or steps under a rule. */
export type CheckNode<Step> =
  | Step
  | (Composite & {
      readonly kind: 'allOf';
      readonly concurrent: boolean;
      readonly children: readonly CheckNode<Step>[];
    })
  | (Composite & { readonly kind: 'anyOf'; readonly branches: readonly CheckBranch<Step>[] })
  | Monitored<CheckNode<Step>>;

export interface CheckBranch<Step> {
  /** Holds for the rest of the request when this branch is the one that permitted. */
  readonly condition: Condition;
  readonly children: readonly CheckNode<Step>[];
}

/** Override sources as the pipeline walks them: a source, or layers of which the first that has a key gives it. */
export type SourceNode<Step> =
  | (Step & SourceInfo)
  | (Composite & {
      readonly kind: 'layered';
      readonly layers: readonly (readonly SourceNode<Step>[])[];
    })
  | Monitored<SourceNode<Step>>;

/** Sources of intents as the pipeline walks them. */
export type IntentNode<Step> = Step | Monitored<IntentNode<Step>>;

export type DeclaredChecks = CheckNode<Declared<Check>>;
export type DeclaredSources = SourceNode<Declared<OverrideSource>>;
export type DeclaredIntents = IntentNode<Declared<IntentSource>>;
export type ReadyChecks = CheckNode<Ready<Check>>;
export type ReadySources = SourceNode<Ready<OverrideSource>>;
export type ReadyIntents = IntentNode<Ready<IntentSource>>;
