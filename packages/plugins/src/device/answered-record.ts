import { type DeviceRecord, isCertificateId } from '@gangway/core';
import { isMoment, isText, optional, type Rule, readAnswer } from '../answer/read-answer.js';
import { isPlainRecord } from '../text/parameter-name.js';
import { isTemplateName } from './record.js';

const states: readonly unknown[] = ['expected', 'claimed', 'active', 'blocked', 'retired'];

const listOf =
  (rule: Rule): Rule =>
  (value) =>
    Array.isArray(value) && value.every(rule);
const isAttributes: Rule = (value) => isPlainRecord(value) && Object.values(value).every(isText);
const isBatch: Rule = (value) => {
  const { id, notBefore, notAfter } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return isText(id) && optional(isMoment)(notBefore) && optional(isMoment)(notAfter);
};

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
export const readRecord = (answer: unknown): DeviceRecord | string =>
  readAnswer(answer, rules) as DeviceRecord | string;
