import { deny } from '@gangway/core';
import * as v from 'valibot';
import { writeMoment } from '../text/moment.js';
import type { Rule } from './rule.js';

export const clockSkewSeconds = v.optional(
  v.pipe(v.number(), v.minValue(0), v.maxValue(86_400)),
  300,
);

export const validityOptions = {
  /** How far the hook's clock and the issuer's may be apart, in seconds, at both ends. */
  clockSkewSeconds,
  /** Longest time from notBefore to notAfter, in days; any unless given. */
  maxValidityDays: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(36_525))),
};

export interface ValidityRules {
  readonly clockSkewSeconds: number;
  readonly maxValidityDays?: number | undefined;
}

export const validityRules = (rules: ValidityRules): readonly Rule[] => [
  validNow(rules),
  ...(rules.maxValidityDays === undefined ? [] : [validFor(rules.maxValidityDays)]),
];

function validNow({ clockSkewSeconds }: ValidityRules): Rule {
  const skew = clockSkewSeconds * 1_000;
  return ({ certificate: { validity }, receivedAt }) => {
    const { notBefore, notAfter } = validity;
    // Asked as "is it inside": an unreadable date is NaN, which is neither before nor after anything.
    if (!(notBefore - skew <= receivedAt)) {
      return deny('CERTIFICATE_NOT_YET_VALID', `from ${writeMoment(notBefore)}`);
    }
    return receivedAt <= notAfter + skew
      ? undefined
      : deny('CERTIFICATE_EXPIRED', `until ${writeMoment(notAfter)}`);
  };
}

const day = 86_400_000;

const validFor =
  (most: number): Rule =>
  ({ certificate: { validity } }) => {
    const days = (validity.notAfter - validity.notBefore) / day;
    return days <= most
      ? undefined
      : deny('CERTIFICATE_VALIDITY_TOO_LONG', `${Math.ceil(days)} days, at most ${most}`);
  };
