import type { TextExpression } from '../expression.js';
import type { EvaluationFaultCode } from '../faults/evaluation-faults.js';
import { textOf } from './expression.js';
import type { Given } from './given.js';
import { Refusal } from './refusal.js';

/** What a value must look like, and what it is called in the message when it does not. */
export interface Form {
  readonly code: EvaluationFaultCode;
  readonly pattern: RegExp;
  readonly name: string;
  readonly rule: string;
}

const nameRule = 'has 1 to 128 letters, digits and : _ -';
const namePattern = /^[a-zA-Z0-9:_-]{1,128}$/;

/** AWS IoT's own patterns and lengths, from the API reference's pages of CreateThing, AddThingToThingGroup, CreatePolicy and others. */
export const forms = {
  thingName: {
    code: 'THING_NAME_INVALID',
    pattern: namePattern,
    name: 'ThingName',
    rule: nameRule,
  },
  thingTypeName: {
    code: 'THING_TYPE_NAME_INVALID',
    pattern: namePattern,
    name: 'ThingTypeName',
    rule: nameRule,
  },
  thingGroupName: {
    code: 'THING_GROUP_NAME_INVALID',
    pattern: namePattern,
    name: 'A thing group',
    rule: nameRule,
  },
  billingGroup: {
    code: 'BILLING_GROUP_NAME_INVALID',
    pattern: namePattern,
    name: 'BillingGroup',
    rule: nameRule,
  },
  attributeValue: {
    code: 'ATTRIBUTE_VALUE_INVALID',
    pattern: /^[a-zA-Z0-9_.,@/:#=[\]-]{0,800}$/,
    name: 'An attribute',
    rule: 'has up to 800 letters, digits and _ . , @ / : # = [ ] -',
  },
  certificateId: {
    code: 'CERTIFICATE_ID_INVALID',
    pattern: /^[a-fA-F0-9]{64}$/,
    name: 'CertificateId',
    rule: 'has 64 hexadecimal digits',
  },
  policyName: {
    code: 'POLICY_NAME_INVALID',
    pattern: /^[\w+=,.@-]{1,128}$/,
    name: 'PolicyName',
    rule: 'has 1 to 128 letters, digits and _ + = , . @ -',
  },
} as const satisfies Readonly<Record<string, Form>>;

/** What an expression comes to, when that has the form. */
export function formed(expression: TextExpression, form: Form, given: Given): string {
  const value = textOf(expression, given);
  checkForm(value, form, expression.at);
  return value;
}

export function checkForm(value: string, { code, pattern, name, rule }: Form, at: string): void {
  if (!pattern.test(value)) throw new Refusal(code, at, `${name} ${rule}; this one has not.`);
}
