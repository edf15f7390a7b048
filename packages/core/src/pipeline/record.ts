import { createHmac } from 'node:crypto';
import type { Decision, DecisionRecord, DecisionSubject } from '../domain/decision.js';

/** How identifiers stand in records. */
export interface RecordOptions {
  /**
   * Identifiers (certificate ids, client id) are replaced by the first 16 hex digits of their HMAC-SHA256 under this
   * key, wherever they stand in the record.
   */
  readonly hashIdentifiersWith?: string;
}

/**
 * A decision as sinks and logs may see it: override values stay out, identifiers are hashed if asked. Frozen to the
 * bottom, for all sinks see the same record.
 */
export function toRecord(decision: Decision, options: RecordOptions = {}): DecisionRecord {
  const hide = hider(decision.subject, options);
  return Object.freeze({
    outcome: decision.outcome,
    ...(decision.outcome === 'ALLOW'
      ? { overrideOrigins: decision.overrideOrigins }
      : {
          reason: Object.freeze({ ...decision.reason, detail: hide(decision.reason.detail) }),
        }),
    subject: hideSubject(decision.subject, options),
    trace: Object.freeze(
      decision.trace.map((step) =>
        step.detail === undefined ? step : Object.freeze({ ...step, detail: hide(step.detail) }),
      ),
    ),
    receivedAt: decision.receivedAt,
    durationMs: decision.durationMs,
  });
}

// Shorter than this an identifier is part of any text, and replacing it would garble what it stands in.
const shortest = 4;
const fingerprint = '[0-9a-f]{64}';

/**
 * Takes the identifiers of a request, and everything that looks like a certificate's id, out of a text. All at once: what
 * was put in must not be looked through again.
 */
export function hider(subject: DecisionSubject, options: RecordOptions): (text: string) => string {
  const { hashIdentifiersWith: key } = options;
  if (key === undefined) return (text) => text;
  const { clientId = '' } = subject;
  const written = [clientId, JSON.stringify(clientId).slice(1, -1)];
  const names = clientId.length < shortest ? [] : written.map(literally);
  const identifiers = new RegExp([...names, fingerprint].join('|'), 'g');
  return (text) =>
    text.replace(identifiers, (found) => hashOf(found === written[1] ? clientId : found, key));
}

// `RegExp.escape` is not in every Node that this package runs on.
const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

const hashOf = (id: string, key: string): string =>
  createHmac('sha256', key).update(id).digest('hex').slice(0, 16);

/** Who a line is about, hashed if asked. */
export function hideSubject(subject: DecisionSubject, options: RecordOptions): DecisionSubject {
  const { hashIdentifiersWith: key } = options;
  if (key === undefined) return subject;
  const { requestId, templateArn, ...identifiers } = subject;
  return Object.freeze({
    ...(requestId === undefined ? {} : { requestId }),
    ...(templateArn === undefined ? {} : { templateArn }),
    ...Object.fromEntries(Object.entries(identifiers).map(([name, id]) => [name, hashOf(id, key)])),
  });
}
