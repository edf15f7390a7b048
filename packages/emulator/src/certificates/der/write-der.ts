// Writes DER (X.690 section 10), as much of it as certificates and their requests need. By hand, since a library that does it
// by schemas takes thirty times as long for a certificate as its signature does, and a fleet has ten thousand.

/** What is tagged, with its length in the fewest octets. */
export function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const length = content.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...content]);
}

function lengthOctets(length: number): readonly number[] {
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >> 8, length & 0xff];
  throw new RangeError(`${length} octets: nothing here is as long as that`);
}

export const sequence = (...items: readonly Buffer[]): Buffer => tagged(0x30, ...items);
export const setOf = (item: Buffer): Buffer => tagged(0x31, item);
export const explicit = (number: number, ...items: readonly Buffer[]): Buffer =>
  tagged(0xa0 | number, ...items);
export const octetString = (content: Buffer): Buffer => tagged(0x04, content);
export const bitString = (content: Buffer, unused = 0): Buffer =>
  tagged(0x03, Buffer.from([unused]), content);
export const nullValue: Buffer = tagged(0x05);
export const booleanTrue: Buffer = tagged(0x01, Buffer.from([0xff]));
export const utf8String = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Buffer => tagged(0x13, Buffer.from(text, 'latin1'));

/** An INTEGER of octets that are its shortest form already. */
export const integer = (octets: Buffer): Buffer => tagged(0x02, octets);

/** An OBJECT IDENTIFIER, from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): readonly number[] {
  const octets = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) octets.unshift((rest & 0x7f) | 0x80);
  return octets;
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5); milliseconds since 1970. */
export function time(moment: number): Buffer {
  const date = new Date(moment);
  const text = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? tagged(0x17, Buffer.from(text.slice(2), 'latin1'))
    : tagged(0x18, Buffer.from(text, 'latin1'));
}
