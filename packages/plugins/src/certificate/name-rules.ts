import { certificateAttributeNames, type DistinguishedName, nearest } from '@gangway/core';
import * as v from 'valibot';
import { compileGlob, globLength } from '../text/glob.js';
import { isPlainRecord } from '../text/parameter-name.js';
import { quote } from '../text/quote.js';

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

/** Glob patterns by attribute name. */
export const namePatterns = v.pipe(
  v.custom<Readonly<Record<string, string>>>(isPlainRecord, 'must be an object of patterns'),
  v.record(attributeName, v.pipe(v.string(), v.minLength(1), v.maxLength(globLength))),
);

/** Gives, for a name, what is wrong with it. */
export type NameRule = (name: DistinguishedName) => string | undefined;

/**
 * Compiles the patterns of a distinguished name. Each type must be there exactly once: of two common names nobody knows
 * which one the next program will read.
 */
export function compileNameRule(patterns: Readonly<Record<string, string>>): NameRule {
  const rules = Object.entries(patterns).map(([name, pattern]) => ({
    name,
    pattern,
    key: dottedIdentifier.test(name) ? ('type' as const) : ('name' as const),
    matches: compileGlob(pattern),
  }));
  return ({ attributes }) => {
    for (const { name, pattern, key, matches } of rules) {
      const [first, ...more] = attributes.filter((attribute) => attribute[key] === name);
      if (first === undefined) return `it has no ${name}`;
      if (more.length > 0) return `it has ${more.length + 1} attributes ${name}`;
      if (!matches(first.value)) return `${name} is ${quote(first.value)}, not ${quote(pattern)}`;
    }
    return undefined;
  };
}
