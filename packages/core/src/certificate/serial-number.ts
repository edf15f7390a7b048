import type { DerCursor } from './der.js';
import { isNegative, takeInteger } from './der-primitives.js';
import { contentFault } from './fault.js';

// RFC 5280 section 4.1.2.2: a positive integer of at most 20 octets, the sign's octet counted.
const maxOctets = 20;

/** The serial number, in the one form that is compared: lowercase hex of whole octets without leading zero octets. */
export function takeSerialNumber(tbs: DerCursor): string {
  const element = takeInteger(tbs, 'serial number');
  const { from, to } = element;
  if (isNegative(tbs.bytes, element)) throw contentFault('the serial number is negative');
  if (to - from > maxOctets) {
    throw contentFault(`the serial number has ${to - from} octets, over ${maxOctets}`);
  }
  const leading = tbs.bytes[from] === 0 ? 1 : 0;
  if (to - from === leading) throw contentFault('the serial number is zero');
  return tbs.bytes.toString('hex', from + leading, to);
}
