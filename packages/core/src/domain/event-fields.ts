import type { DecisionSubject } from './decision.js';
import { limits } from './limits.js';
import type { CoreReasonCode } from './reason-codes.js';
import { parseTemplateArn } from './template-arn.js';
import { faultInText } from './text.js';

/** Why an event is none. */
export interface RefusedEvent {
  readonly kind: 'refused';
  readonly code: CoreReasonCode;
  readonly detail: string;
}

const fieldNames = [
  'claimCertificateId',
  'certificateId',
  'certificatePem',
  'templateArn',
  'clientId',
  'parameters',
] as const;

/** The six fields of an event, whatever they hold. */
export type EventFields = { readonly kind: 'fields' } & {
  readonly [K in (typeof fieldNames)[number]]?: unknown;
};

/**
 * Takes the fields out of an event. Each is read once, so that all who look see the same; unknown extra fields are left
 * out, since AWS may add some.
 */
export function readFields(input: unknown): EventFields | RefusedEvent {
  try {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      return refused('EVENT_NOT_OBJECT', `the event is ${kindOf(input)}`);
    }
    const event: Readonly<Record<string, unknown>> = input as never;
    const fields: Record<string, unknown> = { kind: 'fields' };
    for (const name of fieldNames) if (Object.hasOwn(event, name)) fields[name] = event[name];
    return fields as EventFields;
  } catch {
    return refused('EVENT_NOT_OBJECT', 'reading the event failed');
  }
}

/** What identifies an event, as far as its fields can be trusted to be short and printable. */
export function subjectOf(event: EventFields): DecisionSubject {
  const { certificateId: id, claimCertificateId: claim, clientId, templateArn } = event;
  return {
    ...(isCertificateId(id) ? { certificateId: id } : {}),
    ...(isCertificateId(claim) ? { claimCertificateId: claim } : {}),
    ...(typeof clientId === 'string' &&
    clientId !== '' &&
    clientId.length <= limits.clientIdLength &&
    faultInText(clientId) === undefined
      ? { clientId }
      : {}),
    ...(typeof templateArn === 'string' && parseTemplateArn(templateArn) !== undefined
      ? { templateArn }
      : {}),
  };
}

const certificateId = /^[0-9a-f]{64}$/;

/**
 * Whether a value is a certificate's id: a SHA-256 in lowercase hex.
 *
 * @example
 * isCertificateId('A'.repeat(64)); // false
 */
export function isCertificateId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 64 && certificateId.test(value);
}

export const refused = (code: CoreReasonCode, detail: string): RefusedEvent => ({
  kind: 'refused',
  code,
  detail,
});

/** Describes a value without quoting it. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}
