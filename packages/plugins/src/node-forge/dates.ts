import { malformed } from './refusal.js';
import { type Asn1, isUniversal, listOf, octetsOf, types } from './tree.js';

/** Validity (RFC 5280 section 4.1.2.5). forge's own date functions take offsets, fractions and letters. */
export function validityOf(node: Asn1 | undefined): { notBefore: number; notAfter: number } {
  const dates = listOf(node, types.sequence, 'validity').map(momentOf);
  const [notBefore, notAfter] = dates;
  if (notBefore === undefined || notAfter === undefined || dates.length !== 2) {
    return malformed('validity does not hold two dates');
  }
  if (notBefore > notAfter) return malformed('validity ends before it begins');
  return Object.freeze({ notBefore, notAfter });
}

function momentOf(node: Asn1): number {
  if (isUniversal(node, types.utcTime)) {
    const text = octetsOf(node, types.utcTime, 'date');
    // RFC 5280 section 4.1.2.5.1: 50 to 99 are of the last century.
    return fromIso((text >= '5' ? '19' : '20') + text);
  }
  const text = octetsOf(node, types.generalizedTime, 'date');
  // Either form may say a date through 2049 (section 4.1.2.5), but none lies before the first that UTCTime can say.
  return text < '1950' ? malformed('a date before 1950') : fromIso(text);
}

// A date that is none (30 February, 24:00) is unreadable, or comes back as another text.
function fromIso(digits: string): number {
  if (!/^\d{14}Z$/.test(digits)) return malformed('a date is not digits and Z');
  const iso = digits.replace(/^(....)(..)(..)(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6.000Z');
  const date = new Date(iso);
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso) {
    return malformed('a date is not in the calendar');
  }
  return date.getTime();
}
