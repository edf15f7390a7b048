import { certificateAttributeNames, deny, nearest } from '@gangway/core';
import * as v from 'valibot';
import { isPlainRecord } from '../text/parameter-name.js';
import { quote } from '../text/quote.js';
import type { Rule } from './rule.js';
import { compileValueRule, globText, type NameValue, nameValue } from './value-rule.js';

/** Short names that a `Certificate` has for attribute types. */
const attributeNames = [...certificateAttributeNames.values()];

const dottedIdentifier = /^\d+(?:\.\d+)+$/;

const attributeName = v.pipe(
  v.string(),
  v.check(
    (name) => dottedIdentifier.test(name) || attributeNames.includes(name),
    ({ input }) => {
      const right = nearest(input, attributeNames);
      const hint = right === undefined ? attributeNames.join(', ') : `did you mean "${right}"?`;
      return `no attribute is called "${input}": ${hint}`;
    },
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
    key: dottedIdentifier.test(name) ? ('type' as const) : ('name' as const),
    ...compileValueRule(value),
  }));
  return (asked) => {
    const { attributes } = asked.certificate[which];
    for (const { name, key, wanted, matches } of rules) {
      const [first, ...more] = attributes.filter((attribute) => attribute[key] === name);
      if (first === undefined) return deny(code, `it has no ${name}`);
      if (more.length > 0) return deny(code, `it has ${more.length + 1} attributes ${name}`);
      if (!matches(first.value, asked)) {
        return deny(code, `${name} is ${quote(first.value)}, not ${wanted}`);
      }
    }
    return undefined;
  };
}
