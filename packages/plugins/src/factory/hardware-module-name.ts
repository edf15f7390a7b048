import type { Certificate } from '@gangway/core';

/** `id-on-hardwareModuleName` (RFC 4108 section 5). */
const hardwareModuleName = '1.3.6.1.5.5.7.8.4';

/**
 * Whether a certificate's subjectAltName names exactly one hardware module, and it is of this type and has this serial.
 *
 * `HardwareModuleName ::= SEQUENCE { hwType OBJECT IDENTIFIER, hwSerialNum OCTET STRING }`. DER has one encoding for a value, so
 * the name is compared as a whole with the one that it must be, and nothing in it need be read.
 */
export function namesHardware(
  { subjectAltName = [] }: Certificate,
  type: string,
  serial: Buffer,
): boolean {
  const names = subjectAltName.filter(
    (name) => name.kind === 'otherName' && name.type === hardwareModuleName,
  );
  const [only] = names;
  if (names.length !== 1 || only?.kind !== 'otherName') return false;
  return only.hex === tlv(0x30, tlv(0x06, encodeOid(type)), tlv(0x04, serial)).toString('hex');
}

function tlv(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

// X.690 section 10.1: a definite length in the fewest octets.
function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
}

// X.690 section 8.19.
function encodeOid(dotted: string): Buffer {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return Buffer.from([first * 40n + second, ...rest].flatMap(base128));
}

function base128(value: bigint): readonly number[] {
  const octets = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}
