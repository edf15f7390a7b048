import { type DerCursor, type DerElement, tags } from './der.js';
import { contentFault } from './fault.js';

/** `Validity ::= SEQUENCE { notBefore Time, notAfter Time }` (RFC 5280 section 4.1.2.5), in milliseconds since 1970. */
export function takeValidity(tbs: DerCursor): {
  readonly notBefore: number;
  readonly notAfter: number;
} {
  const validity = tbs.open(tags.sequence, 'validity');
  const notBefore = takeTime(validity, 'notBefore');
  const notAfter = takeTime(validity, 'notAfter');
  validity.finish('validity');
  if (notBefore > notAfter) throw contentFault('notAfter lies before notBefore');
  return Object.freeze({ notBefore, notAfter });
}

function takeTime(validity: DerCursor, what: string): number {
  return validity.isNext(tags.utcTime)
    ? utcTime(validity.bytes, validity.next(), what)
    : generalizedTime(validity.bytes, validity.take(tags.generalizedTime, what), what);
}

// RFC 5280 section 4.1.2.5.1: YYMMDDHHMMSSZ; 50 to 99 are 1950 to 1999.
function utcTime(bytes: Buffer, element: DerElement, what: string): number {
  checkShape(bytes, element, 13, what);
  const year = twoDigits(bytes, element.from, what);
  return momentOf(bytes, element.from + 2, year >= 50 ? 1900 + year : 2000 + year, what);
}

// RFC 5280 section 4.1.2.5.2: YYYYMMDDHHMMSSZ, no fraction. Section 4.1.2.5 has CAs write dates through 2049 as UTCTime, and
// readers take either: both say the same moment.
function generalizedTime(bytes: Buffer, element: DerElement, what: string): number {
  checkShape(bytes, element, 15, what);
  const { from } = element;
  const year = twoDigits(bytes, from, what) * 100 + twoDigits(bytes, from + 2, what);
  // The earliest that UTCTime can say. Before it there was no certificate, and Date.UTC takes the year 49 for 1949.
  if (year < 1950) throw contentFault(`${what} lies before 1950`);
  return momentOf(bytes, from + 4, year, what);
}

function checkShape(bytes: Buffer, { from, to }: DerElement, octets: number, what: string): void {
  if (to - from !== octets)
    throw contentFault(`${what} has ${to - from} octets instead of ${octets}`);
  if (bytes[to - 1] !== 0x5a) throw contentFault(`${what} does not end with Z`);
}

// MMDDHHMMSS. Date.UTC rolls 30 February over to March, so the month is asked back.
function momentOf(bytes: Buffer, at: number, year: number, what: string): number {
  const month = twoDigits(bytes, at, what);
  const day = twoDigits(bytes, at + 2, what);
  const hour = twoDigits(bytes, at + 4, what);
  const minute = twoDigits(bytes, at + 6, what);
  const second = twoDigits(bytes, at + 8, what);
  const moment = Date.UTC(year, month - 1, day, hour, minute, second);
  const real =
    hour < 24 && minute < 60 && second < 60 && new Date(moment).getUTCMonth() === month - 1;
  if (!real) throw contentFault(`${what} is no date of the calendar`);
  return moment;
}

function twoDigits(bytes: Buffer, at: number, what: string): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
    throw contentFault(`${what} holds something else than digits`);
  }
  return tens * 10 + ones;
}
