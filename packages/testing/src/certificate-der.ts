/** A DER encoder that does as it is told, so that it can also write what is not allowed. */
export function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

/** A definite length in the fewest octets (X.690 section 10.1). */
export function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

export const sequence = (...items: readonly Buffer[]): Buffer => tlv(0x30, ...items);
export const setOf = (...items: readonly Buffer[]): Buffer => tlv(0x31, ...items);
export const explicit = (number: number, ...items: readonly Buffer[]): Buffer =>
  tlv(0xa0 | number, ...items);
export const octetString = (...content: readonly Buffer[]): Buffer => tlv(0x04, ...content);
export const bitString = (content: Buffer, unused = 0): Buffer =>
  tlv(0x03, Buffer.from([unused]), content);
export const nullValue: Buffer = tlv(0x05);
export const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0]));
export const utf8String = (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Buffer => tlv(0x13, Buffer.from(text, 'latin1'));
export const ia5String = (text: string): Buffer => tlv(0x16, Buffer.from(text, 'latin1'));

/** A positive INTEGER of these octets: leading zeros go, and one comes back where the sign needs it. */
export function unsigned(octets: Buffer): Buffer {
  const first = octets.findIndex((octet) => octet !== 0);
  const minimal = first < 0 ? Buffer.from([0]) : octets.subarray(first);
  const sign = ((minimal[0] ?? 0) & 0x80) !== 0 ? [0] : [];
  return tlv(0x02, Buffer.from(sign), minimal);
}

export const integer = (value: number): Buffer =>
  unsigned(Buffer.from(value.toString(16).padStart(16, '0'), 'hex'));

export function oid(dotted: string): Buffer {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return tlv(0x06, ...[first * 40n + second, ...rest].map(arc));
}

function arc(value: bigint): Buffer {
  const octets = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return Buffer.from(octets);
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 section 4.1.2.5). */
export function time(date: Date): Buffer {
  const text = `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050 ? utcTime(text.slice(2)) : generalizedTime(text);
}

export const utcTime = (text: string): Buffer => tlv(0x17, Buffer.from(text, 'latin1'));
export const generalizedTime = (text: string): Buffer => tlv(0x18, Buffer.from(text, 'latin1'));

export const toPem = (der: Buffer, label = 'CERTIFICATE'): string =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
