import { type DeviceRecord, isCertificateId } from '@gangway/core';
import { isPlainRecord } from '../text/parameter-name.js';
import { isTemplateName } from './record.js';

const states: readonly unknown[] = ['expected', 'claimed', 'active', 'blocked', 'retired'];

type Rule = (value: unknown) => boolean;

const isText: Rule = (value) => typeof value === 'string';
const isMoment: Rule = (value) => Number.isFinite(value);
const optional =
  (rule: Rule): Rule =>
  (value) =>
    value === undefined || rule(value);
const listOf =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every(rule);
const isAttributes: Rule = (value) => isPlainRecord(value) && Object.values(value).every(isText);
const isBatch: Rule = (value) => {
  const { id, notBefore, notAfter } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isText(id) && optional(isMoment)(notBefore) && optional(isMoment)(notAfter);
};

// By hand, since every decision asks: a schema library takes longer over it than the check itself does.
const rules: readonly (readonly [string, Rule])[] = [
  ['id', isText],
  ['state', (value) => states.includes(value)],
  ['attributes', isAttributes],
  ['claimCertificateIds', optional(listOf(isCertificateId))],
  ['templates', optional(listOf((value) => typeof value === 'string' && isTemplateName(value)))],
  ['batch', optional(isBatch)],
];

/**
 * A registry's answer as a record of its own; what it holds beyond a record is left out.
 *
 * @returns the record, or the name of the field that is not what it must be
 */
export function readAnswer(answer: unknown): DeviceRecord | string {
  if (typeof answer !== 'object' || answer === null) return `an answer of type ${typeof answer}`;
  const given = answer as Readonly<Record<string, unknown>>;
  const record: Record<string, unknown> = {};
  for (const [name, holds] of rules) {
    const value = given[name];
    if (!holds(value)) return `"${name}"`;
    if (value !== undefined) record[name] = value;
  }
  return record as unknown as DeviceRecord;
}
