import { createHmac } from 'node:crypto';
import type { Decision, DecisionRecord, DecisionSubject, TraceStep } from '../domain/decision.js';

/** How identifiers stand in records. */
export interface RecordOptions {
  /**
   * Identifiers (certificate ids, client id) are replaced by the first 16 hex digits of their HMAC-SHA256 under this
   * key, wherever they stand in the record.
   */
  readonly hashIdentifiersWith?: string;
}

/**
 * A decision as sinks and logs may see it: override values stay out, identifiers are hashed if asked.
 */
export function toRecord(decision: Decision, options: RecordOptions = {}): DecisionRecord {
  const hide = hider(decision.subject, options.hashIdentifiersWith);
  return Object.freeze({
    outcome: decision.outcome,
    ...(decision.outcome === 'ALLOW'
      ? { overrideOrigins: decision.overrideOrigins }
      : { reason: { ...decision.reason, detail: hide(decision.reason.detail) } }),
    subject: hideSubject(decision.subject, hide),
    trace: decision.trace.map(
      (step): TraceStep =>
        step.detail === undefined ? step : { ...step, detail: hide(step.detail) },
    ),
    receivedAt: decision.receivedAt,
    durationMs: decision.durationMs,
  });
}

type Hide = (text: string) => string;

function hider(subject: DecisionSubject, key: string | undefined): Hide {
  if (key === undefined) return (text) => text;
  const { certificateId, claimCertificateId, clientId } = subject;
  const identifiers = [certificateId, claimCertificateId, clientId].filter(
    (id) => id !== undefined,
  );
  return (text) =>
    identifiers.reduce(
      (shown, id) =>
        shown.replaceAll(id, createHmac('sha256', key).update(id).digest('hex').slice(0, 16)),
      text,
    );
}

function hideSubject({ requestId, templateArn, ...identifiers }: DecisionSubject, hide: Hide) {
  return {
    ...(requestId === undefined ? {} : { requestId }),
    ...(templateArn === undefined ? {} : { templateArn }),
    ...Object.fromEntries(Object.entries(identifiers).map(([name, id]) => [name, hide(id)])),
  };
}
