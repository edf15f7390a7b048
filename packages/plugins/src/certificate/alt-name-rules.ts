import { deny } from '@gangway/core';
import * as v from 'valibot';
import { quote } from '../text/quote.js';
import { type AltNameKind, altNameKinds, altNames } from './alt-names.js';
import type { Rule } from './rule.js';
import { compileValueRule, type NameValue, nameValue } from './value-rule.js';

export const altNameOptions = {
  /** What names in subjectAltName must be, by kind. */
  subjectAltName: v.optional(
    v.strictObject({
      dNSName: v.optional(nameValue),
      uniformResourceIdentifier: v.optional(nameValue),
      rfc822Name: v.optional(nameValue),
      iPAddress: v.optional(nameValue),
    }),
    {},
  ),
};

export interface AltNameRules {
  readonly subjectAltName: Readonly<Partial<Record<AltNameKind, NameValue | undefined>>>;
}

/**
 * Holds subjectAltName to its values (RFC 5280 section 4.2.1.6). Exactly one name of a kind must be there: who lists two may
 * answer to the one here, and to the other elsewhere.
 */
export function altNameRule({ subjectAltName }: AltNameRules): Rule {
  const rules = altNameKinds.flatMap((kind) => {
    const value = subjectAltName[kind];
    return value === undefined ? [] : [{ kind, ...compileValueRule(value) }];
  });
  return (asked) => {
    for (const { kind, wanted, matches } of rules) {
      const [first, ...more] = altNames(asked.certificate, kind);
      if (first === undefined) return mismatch(`it has no ${kind}`);
      if (more.length > 0) return mismatch(`it has ${more.length + 1} names ${kind}`);
      if (!matches(first, asked)) {
        return mismatch(`${kind} is ${quote(first)}, not ${wanted}`);
      }
    }
    return undefined;
  };
}

const mismatch = (detail: string) => deny('CERTIFICATE_SUBJECT_ALT_NAME_MISMATCH', detail);
