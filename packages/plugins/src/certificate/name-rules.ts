import { deny } from '@gangway/core';
import * as v from 'valibot';
import { isPlainRecord } from '../text/parameter-name.js';
import { quote } from '../text/quote.js';
import { attributeValues, faultInAttributeName } from './name-attributes.js';
import type { Rule } from './rule.js';
import { compileValueRule, globText, type NameValue, nameValue } from './value-rule.js';

const attributeName = v.pipe(
  v.string(),
  v.check(
    (name) => faultInAttributeName(name) === undefined,
    ({ input }) => faultInAttributeName(input) ?? 'is no attribute',
  ),
);

export const nameOptions = {
  /** What attributes of the subject must be, by name. */
  subject: v.optional(
    v.pipe(
      v.custom<Readonly<Record<string, NameValue>>>(isPlainRecord, 'must be an object of values'),
      v.record(attributeName, nameValue),
    ),
    {},
  ),
  /** Glob patterns of the issuer's attributes, by name. */
  issuer: v.optional(
    v.pipe(
      v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of patterns'),
      v.record(attributeName, globText),
    ),
    {},
  ),
};

export interface NameRules {
  readonly subject: Readonly<Record<string, NameValue>>;
  readonly issuer: Readonly<Record<string, string>>;
}

export const nameRules = ({ subject, issuer }: NameRules): readonly Rule[] => [
  nameRule('subject', subject, 'CERTIFICATE_SUBJECT_MISMATCH'),
  nameRule('issuer', issuer, 'CERTIFICATE_ISSUER_MISMATCH'),
];

/**
 * Holds a distinguished name to its values. Each type must be there exactly once: of two common names nobody knows which one
 * the next program will read.
 */
function nameRule(
  which: 'subject' | 'issuer',
  values: Readonly<Record<string, NameValue>>,
  code: string,
): Rule {
  const rules = Object.entries(values).map(([name, value]) => ({
    name,
    valuesIn: attributeValues(name),
    ...compileValueRule(value),
  }));
  return (asked) => {
    for (const { name, valuesIn, wanted, matches } of rules) {
      const [first, ...more] = valuesIn(asked.certificate[which]);
      if (first === undefined) return deny(code, `it has no ${name}`);
      if (more.length > 0) return deny(code, `it has ${more.length + 1} attributes ${name}`);
      if (!matches(first, asked)) {
        return deny(code, `${name} is ${quote(first)}, not ${wanted}`);
      }
    }
    return undefined;
  };
}
