import { type DerCursor, type DerElement, tags } from './der.js';
import { contentFault } from './fault.js';

// The longest in use are 2.25.<uuid>, 20 octets. The bound keeps the arithmetic on long arcs short.
const maxOctets = 64;

/** An OBJECT IDENTIFIER, dotted. */
export function takeOid(cursor: DerCursor, what: string): string {
  return readOid(cursor.bytes, cursor.take(tags.oid, what), what);
}

/** The content of an OBJECT IDENTIFIER, whatever its tag is, dotted (X.690 section 8.19). */
export function readOid(bytes: Buffer, { from, to }: DerElement, what: string): string {
  if (from === to) throw contentFault(`${what} is an empty object identifier`);
  if (to - from > maxOctets) throw contentFault(`${what} is over ${maxOctets} octets`);
  if (((bytes[to - 1] ?? 0x80) & 0x80) !== 0) {
    throw contentFault(`${what} ends within an arc`);
  }
  let text = '';
  for (let at = from; at < to; ) {
    // X.690 section 8.19.2: the fewest octets, so no arc starts with 80.
    if (bytes[at] === 0x80) throw contentFault(`${what} has an arc that is not minimal`);
    const end = endOfArc(bytes, at);
    const arc = arcOf(bytes, at, end);
    text += at === from ? firstArcs(arc) : `.${arc}`;
    at = end;
  }
  return text;
}

function endOfArc(bytes: Buffer, from: number): number {
  let at = from;
  while (((bytes[at] ?? 0) & 0x80) !== 0) at += 1;
  return at + 1;
}

// Seven bits an octet: seven octets stay exact in a double (49 bits), longer ones need a BigInt.
function arcOf(bytes: Buffer, from: number, to: number): number | bigint {
  if (to - from > 7) {
    let long = 0n;
    for (let at = from; at < to; at += 1) long = (long << 7n) | BigInt((bytes[at] ?? 0) & 0x7f);
    return long;
  }
  let arc = 0;
  for (let at = from; at < to; at += 1) arc = arc * 128 + ((bytes[at] ?? 0) & 0x7f);
  return arc;
}

// X.690 section 8.19.4: the first two arcs share a number, 40 × first + second; only under 2 may the second pass 39.
function firstArcs(arc: number | bigint): string {
  if (typeof arc === 'bigint') return `2.${arc - 80n}`;
  if (arc >= 80) return `2.${arc - 80}`;
  return arc >= 40 ? `1.${arc - 40}` : `0.${arc}`;
}
