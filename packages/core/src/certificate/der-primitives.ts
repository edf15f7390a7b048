import { type DerCursor, type DerElement, tags } from './der.js';
import { contentFault } from './fault.js';

/** An INTEGER: not empty, in the fewest octets (X.690 sections 8.3.1 and 8.3.2). */
export function takeInteger(cursor: DerCursor, what: string): DerElement {
  const element = cursor.take(tags.integer, what);
  checkInteger(cursor.bytes, element, what);
  return element;
}

/** The content of an INTEGER, whatever its tag is. */
export function checkInteger(bytes: Buffer, { from, to }: DerElement, what: string): void {
  const first = bytes[from];
  if (first === undefined || from === to) throw contentFault(`${what} has no octets`);
  if (to - from === 1) return;
  // The first nine bits are not all alike.
  const negative = ((bytes[from + 1] ?? 0) & 0x80) !== 0;
  if (first === (negative ? 0xff : 0x00)) throw contentFault(`${what} is not minimal`);
}

/** Whether a checked INTEGER is below zero (X.690 section 8.3.3). */
export const isNegative = (bytes: Buffer, { from }: DerElement): boolean =>
  ((bytes[from] ?? 0) & 0x80) !== 0;

/** An INTEGER from 0 to `most`, which is below 2^31. */
export function takeSmallInteger(cursor: DerCursor, most: number, what: string): number {
  const element = takeInteger(cursor, what);
  const { from, to } = element;
  if (isNegative(cursor.bytes, element)) throw contentFault(`${what} is negative`);
  const value = to - from > 4 ? Number.POSITIVE_INFINITY : cursor.bytes.readUIntBE(from, to - from);
  if (value > most) throw contentFault(`${what} is over ${most}`);
  return value;
}

/** A BOOLEAN: one octet, 00 or FF (X.690 section 11.1). */
export function takeBoolean(cursor: DerCursor, what: string): boolean {
  const { from, to } = cursor.take(tags.boolean, what);
  const octet = cursor.bytes[from];
  if (to - from !== 1 || (octet !== 0x00 && octet !== 0xff)) {
    throw contentFault(`${what} is neither 00 nor FF`);
  }
  return octet === 0xff;
}

/** A BIT STRING, given as its octets after the count of unused bits. */
export function takeBitString(
  cursor: DerCursor,
  what: string,
  tag: number = tags.bitString,
): DerElement & { readonly unused: number } {
  const { start, from, to } = cursor.take(tag, what);
  const unused = from < to ? (cursor.bytes[from] ?? 8) : 8;
  // X.690 section 8.6.2: 0 to 7, and 0 when no octet follows.
  if (unused > 7 || (unused > 0 && to - from === 1))
    throw contentFault(`${what} has no valid bit count`);
  // X.690 section 11.2.1: unused bits are zero.
  const last = cursor.bytes[to - 1] ?? 0;
  if ((last & ((1 << unused) - 1)) !== 0) {
    throw contentFault(`${what} has unused bits that are not zero`);
  }
  return { tag, start, from: from + 1, to, unused };
}

/** A BIT STRING that holds whole octets and at least one of them, as keys and signatures do. */
export function takeOctetBits(cursor: DerCursor, what: string): DerElement {
  const element = takeBitString(cursor, what);
  if (element.unused !== 0) throw contentFault(`${what} is not made of whole octets`);
  if (element.from === element.to) throw contentFault(`${what} is empty`);
  return element;
}

/** A NULL (X.690 section 8.8.2). */
export function takeNull(cursor: DerCursor, what: string): void {
  const { from, to } = cursor.take(tags.null, what);
  if (from !== to) throw contentFault(`${what} is a NULL with content`);
}
