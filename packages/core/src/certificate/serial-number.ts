import type { DerCursor, DerElement } from './der.js';
import { checkInteger, isNegative, takeInteger } from './der-primitives.js';
import { contentFault } from './fault.js';

// RFC 5280 section 4.1.2.2: a positive integer of at most 20 octets, the sign's octet counted.
const maxOctets = 20;

/** The serial number, in the one form that is compared: lowercase hex of whole octets without leading zero octets. */
export const takeSerialNumber = (tbs: DerCursor): string =>
  serialNumberOf(tbs.bytes, takeInteger(tbs, 'serial number'), 'the serial number');

/** The same for the content of an INTEGER whose tag is another. */
export function readSerialNumber(bytes: Buffer, element: DerElement, what: string): string {
  checkInteger(bytes, element, what);
  return serialNumberOf(bytes, element, what);
}

function serialNumberOf(bytes: Buffer, element: DerElement, what: string): string {
  const { from, to } = element;
  if (isNegative(bytes, element)) throw contentFault(`${what} is negative`);
  if (to - from > maxOctets) {
    throw contentFault(`${what} has ${to - from} octets, over ${maxOctets}`);
  }
  const leading = bytes[from] === 0 ? 1 : 0;
  if (to - from === leading) throw contentFault(`${what} is zero`);
  return bytes.toString('hex', from + leading, to);
}
