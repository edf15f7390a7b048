import type { DerElement } from '../der.js';
import { contentFault } from '../fault.js';

/** How many octets an address has: in a name, or in a constraint, where its mask follows it. */
export type AddressForm = 'address' | 'address and mask';

/**
 * An iPAddress: 4 or 16 octets (RFC 5280 section 4.2.1.6), in a constraint twice as many (section 4.2.1.10).
 *
 * Each half is written as it stands, `192.0.2.0/255.255.255.0`: no zeros of IPv6 are left out, so one address has one text.
 */
export function readAddress(
  bytes: Buffer,
  { from, to }: DerElement,
  what: string,
  form: AddressForm,
): string {
  const size = (to - from) / (form === 'address' ? 1 : 2);
  if (size !== 4 && size !== 16) {
    throw contentFault(`${what} holds an address of ${to - from} octets`);
  }
  const address = textOf(bytes.subarray(from, from + size));
  if (form === 'address') return address;
  const mask = bytes.subarray(from + size, to);
  if (!isPrefix(mask)) throw contentFault(`${what} holds a mask that is no prefix`);
  return `${address}/${textOf(mask)}`;
}

function textOf(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.');
  const groups = Array.from({ length: 8 }, (_, at) => octets.readUInt16BE(at * 2).toString(16));
  return groups.join(':');
}

// RFC 5280 section 4.2.1.10 has the style of RFC 4632, whose section 3.1 counts leading ones: after the first zero, all are.
function isPrefix(mask: Buffer): boolean {
  const firstNotFull = mask.findIndex((octet) => octet !== 0xff);
  if (firstNotFull < 0) return true;
  const zeros = 0x100 - (mask[firstNotFull] ?? 0);
  // A power of two: ones on the left, zeros on the right.
  return (
    (zeros & (zeros - 1)) === 0 && mask.subarray(firstNotFull + 1).every((octet) => octet === 0)
  );
}
