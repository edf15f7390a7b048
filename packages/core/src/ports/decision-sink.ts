import type { DecisionRecord } from '../domain/decision.js';
import type { ReasonCodes } from '../domain/outcome.js';
import { definePort } from './token.js';

/** What a sink may know beside the decision. */
export interface SinkContext {
  readonly signal: AbortSignal;
  /** Every code that the hook's plugins and core declare. A code that is not among them is whatever a check made up. */
  readonly reasonCodes: ReasonCodes;
  /** The Lambda function that the hook runs as; absent elsewhere. */
  readonly functionName?: string;
}

/** Sees every decision, redacted: a log, a metric, an audit trail. It never changes an answer. */
export interface DecisionSink {
  record(record: DecisionRecord, context: SinkContext): void | Promise<void>;
}

export const DecisionSink = definePort<DecisionSink>('@gangway/core/DecisionSink');
