import type { DecisionRecord } from '../domain/decision.js';
import { definePort } from './token.js';

/** Sees every decision, redacted: a log, a metric, an audit trail. It never changes an answer. */
export interface DecisionSink {
  record(record: DecisionRecord, options: { readonly signal: AbortSignal }): void | Promise<void>;
}

export const DecisionSink = definePort<DecisionSink>('@gangway/core/DecisionSink');
