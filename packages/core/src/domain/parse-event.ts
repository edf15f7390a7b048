import type { DecisionSubject } from './decision.js';
import { limits } from './limits.js';
import type { CoreReasonCode } from './reason-codes.js';
import { parseTemplateArn, type TemplateArn } from './template-arn.js';
import { faultInText } from './text.js';

/** An event whose fields are what the contract says, the certificate not yet read. */
export interface ParsedEvent {
  readonly kind: 'event';
  readonly claimCertificateId: string;
  readonly certificateId: string;
  readonly certificatePem: string;
  readonly template: TemplateArn;
  readonly clientId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Why an event is none. */
export interface RefusedEvent {
  readonly kind: 'refused';
  readonly code: CoreReasonCode;
  readonly detail: string;
}

const certificateId = /^[0-9a-f]{64}$/;
// What every object has, a device may not name: some later code is bound to use a plain object.
const memberNames = new Set([...Object.getOwnPropertyNames(Object.prototype), 'prototype']);

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

/**
 * Fields in, typed out, or the reason why not. Absent `parameters` are empty.
 *
 * @param protectedNames parameters that only the hook may set
 */
export function parseEvent(
  event: EventFields,
  protectedNames: ReadonlySet<string>,
): ParsedEvent | RefusedEvent {
  const { certificatePem, clientId } = event;
  if (!isId(event.certificateId)) {
    return refused('CERTIFICATE_ID_INVALID', `certificateId is ${kindOf(event.certificateId)}`);
  }
  if (!isId(event.claimCertificateId)) {
    return refused(
      'CLAIM_CERTIFICATE_ID_INVALID',
      `claimCertificateId is ${kindOf(event.claimCertificateId)}`,
    );
  }
  const template = parseTemplateArn(event.templateArn);
  if (template === undefined) {
    return refused('TEMPLATE_ARN_INVALID', `templateArn is ${kindOf(event.templateArn)}`);
  }
  if (typeof clientId !== 'string' || clientId === '' || clientId.length > limits.clientIdLength) {
    return refused('CLIENT_ID_INVALID', `clientId is ${kindOf(clientId)}`);
  }
  const fault = faultInText(clientId);
  if (fault !== undefined) return refused(fault, 'in clientId');
  if (typeof certificatePem !== 'string') {
    return refused('PEM_MISSING', `certificatePem is ${kindOf(certificatePem)}`);
  }
  if (certificatePem.length > limits.pemLength) {
    return refused('PEM_TOO_LARGE', `certificatePem is ${kindOf(certificatePem)}`);
  }
  const parameters = parseParameters(event.parameters, protectedNames);
  if (parameters.kind === 'refused') return parameters;
  return {
    kind: 'event',
    claimCertificateId: event.claimCertificateId,
    certificateId: event.certificateId,
    certificatePem,
    template,
    clientId,
    parameters: parameters.values,
  };
}

type Parameters = {
  readonly kind: 'parameters';
  readonly values: Readonly<Record<string, string>>;
};

function parseParameters(
  input: unknown,
  protectedNames: ReadonlySet<string>,
): Parameters | RefusedEvent {
  const values: Record<string, string> = Object.create(null);
  if (input === undefined) return { kind: 'parameters', values: Object.freeze(values) };
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return refused('PARAMETERS_INVALID', `parameters is ${kindOf(input)}`);
  }
  const names = Object.keys(input);
  if (names.length > limits.parameterCount) {
    return refused('PARAMETERS_TOO_MANY', `${names.length} parameters`);
  }
  for (const [index, name] of names.entries()) {
    const where = `parameter ${index + 1} of ${names.length}`;
    const code = faultInName(name, protectedNames);
    if (code !== undefined) return refused(code, `the name of ${where}`);
    const value = (input as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== 'string' || value.length > limits.parameterValueLength) {
      return refused('PARAMETER_VALUE_INVALID', `the value of ${where} is ${kindOf(value)}`);
    }
    const fault = faultInText(value);
    if (fault !== undefined) return refused(fault, `in the value of ${where}`);
    values[name] = value;
  }
  return { kind: 'parameters', values: Object.freeze(values) };
}

function faultInName(
  name: string,
  protectedNames: ReadonlySet<string>,
): CoreReasonCode | undefined {
  if (name === '' || name.length > limits.parameterNameLength) return 'PARAMETER_NAME_INVALID';
  if (name.startsWith('AWS::') || memberNames.has(name)) return 'PARAMETER_NAME_RESERVED';
  if (protectedNames.has(name)) return 'PARAMETER_PROTECTED';
  return faultInText(name);
}

/** What identifies an event, as far as its fields can be trusted to be short and printable. */
export function subjectOf(event: EventFields): DecisionSubject {
  const { certificateId: id, claimCertificateId: claim, clientId, templateArn } = event;
  return {
    ...(isId(id) ? { certificateId: id } : {}),
    ...(isId(claim) ? { claimCertificateId: claim } : {}),
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

function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length === 64 && certificateId.test(value);
}

const refused = (code: CoreReasonCode, detail: string): RefusedEvent => ({
  kind: 'refused',
  code,
  detail,
});

/** Describes a value without quoting it. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  return Array.isArray(value) ? 'an array' : `of type ${typeof value}`;
}
