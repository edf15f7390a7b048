import type { PreProvisioningResponse } from './event.js';
import type { DenialClass, Outcome } from './outcome.js';

export interface Reason {
  readonly code: string;
  readonly detail: string;
  /** The plugin that said it; absent when core did. */
  readonly plugin?: string;
}

/** Where the value of one override key came from. Never the value. */
export interface OverrideOrigin {
  readonly source: string;
  readonly secret: boolean;
  readonly version?: string;
  /** True where the device had sent a value of its own. */
  readonly replaced: boolean;
}

/** What a monitored source gives for a key, beside what the answer has for it. Never either value. */
export type OverrideComparison = 'same' | 'differs' | 'absent';

/**
 * One line of a decision's trace. What was monitored stands at the end: for each monitor a line of its own (`monitor`) with
 * what it comes to, and then its steps. Their verdicts begin with `would`.
 */
export interface TraceStep {
  readonly step: 'parse' | 'check' | 'overrides' | 'intents' | 'ledger' | 'monitor';
  /** Name of the step; for checks inside a composite with its path, `any-of/registered-device`. */
  readonly name: string;
  readonly plugin?: string;
  readonly verdict: string;
  readonly code?: string;
  /** Of the code, where it would have been the reason of a denial; of a real one the outcome tells it. */
  readonly class?: DenialClass;
  readonly detail?: string;
  readonly durationMs: number;
  /** For override sources: which key came from where. */
  readonly overrides?: Readonly<Record<string, OverrideOrigin>>;
  /** For a monitor, when the request was allowed: how its `overrides` stand to the answer. */
  readonly compared?: Readonly<Record<string, OverrideComparison>>;
}

/** What identifies a request, as far as it could be read. */
export interface DecisionSubject {
  readonly requestId?: string;
  readonly certificateId?: string;
  readonly claimCertificateId?: string;
  readonly clientId?: string;
  readonly templateArn?: string;
}

interface DecisionBase {
  readonly subject: DecisionSubject;
  readonly trace: readonly TraceStep[];
  /** When the request came, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: number;
  readonly durationMs: number;
}

export interface Allow extends DecisionBase {
  readonly outcome: 'ALLOW';
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly overrideOrigins: Readonly<Record<string, OverrideOrigin>>;
}

export interface Denial extends DecisionBase {
  readonly outcome: DenialClass;
  readonly reason: Reason;
}

/** The answer to one event, with all that led to it. Frozen; belongs to its request alone. */
export type Decision = Allow | Denial;

/** A decision as sinks and logs see it: redacted, without any override value. */
export interface DecisionRecord {
  readonly outcome: Outcome;
  readonly reason?: Reason;
  readonly subject: DecisionSubject;
  readonly overrideOrigins?: Readonly<Record<string, OverrideOrigin>>;
  readonly trace: readonly TraceStep[];
  readonly receivedAt: number;
  readonly durationMs: number;
}

/**
 * The two fields of the contract, in an object made anew for each call. Reasons stay home.
 *
 * @example toResponse(decision); // { allowProvisioning: true, parameterOverrides: {} }
 */
export function toResponse(decision: Decision): PreProvisioningResponse {
  return decision.outcome === 'ALLOW'
    ? { allowProvisioning: true, parameterOverrides: { ...decision.parameterOverrides } }
    : { allowProvisioning: false, parameterOverrides: {} };
}
