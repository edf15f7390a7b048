import { type Certificate, type Deny, deny } from '@gangway/core';
import * as v from 'valibot';
import { writeMoment } from '../text/moment.js';

export const validityOptions = {
  /** How far the hook's clock and the issuer's may be apart, in seconds, at both ends. */
  clockSkewSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(86_400)), 300),
  /** Longest time from notBefore to notAfter, in days; any unless given. */
  maxValidityDays: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(36_525))),
};

export interface ValidityRules {
  readonly clockSkewSeconds: number;
  readonly maxValidityDays?: number | undefined;
}

const day = 86_400_000;

/** @param now milliseconds since 1970 */
export function judgeValidity(
  { clockSkewSeconds, maxValidityDays = Number.POSITIVE_INFINITY }: ValidityRules,
  { validity: { notBefore, notAfter } }: Certificate,
  now: number,
): Deny | undefined {
  const skew = clockSkewSeconds * 1_000;
  // Asked as "is it inside": an unreadable date is NaN, which is neither before nor after anything.
  if (!(notBefore - skew <= now)) {
    return deny('CERTIFICATE_NOT_YET_VALID', `from ${writeMoment(notBefore)}`);
  }
  if (!(now <= notAfter + skew)) {
    return deny('CERTIFICATE_EXPIRED', `until ${writeMoment(notAfter)}`);
  }
  const days = (notAfter - notBefore) / day;
  return days <= maxValidityDays
    ? undefined
    : deny('CERTIFICATE_VALIDITY_TOO_LONG', `${Math.ceil(days)} days, at most ${maxValidityDays}`);
}
