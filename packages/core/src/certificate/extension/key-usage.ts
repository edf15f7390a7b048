import type { KeyUsage } from '../../domain/certificate.js';
import { type DerCursor, tags } from '../der.js';
import { takeBitString } from '../der-primitives.js';
import { contentFault } from '../fault.js';
import { takeOid } from '../object-identifier.js';

/** The named bits of keyUsage (RFC 5280 section 4.2.1.3), from bit 0 on. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const satisfies readonly KeyUsage[];

/** `KeyUsage ::= BIT STRING`, of named bits (RFC 5280 section 4.2.1.3): at least one of them is set. */
export function takeKeyUsage(value: DerCursor): readonly KeyUsage[] {
  const { bytes } = value;
  const { from, to, unused } = takeBitString(value, 'keyUsage');
  const bits = (to - from) * 8 - unused;
  const isSet = (bit: number) => ((bytes[from + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0;
  // X.690 section 11.2.2: named bits end with one that is set, so that one set has one encoding; an empty one sets none.
  if (bits === 0 || !isSet(bits - 1)) throw contentFault('keyUsage does not end with a set bit');
  if (bits > keyUsages.length)
    throw contentFault(`keyUsage has a bit ${bits - 1}, which nobody named`);
  return Object.freeze(keyUsages.filter((_usage, bit) => isSet(bit)));
}

/** `ExtKeyUsageSyntax ::= SEQUENCE SIZE (1..MAX) OF KeyPurposeId` (RFC 5280 section 4.2.1.12). */
export function takeExtendedKeyUsage(value: DerCursor): readonly string[] {
  const list = value.open(tags.sequence, 'extKeyUsage');
  const purposes: string[] = [];
  while (!list.done) purposes.push(takeOid(list, 'a key purpose'));
  if (purposes.length === 0) throw contentFault('extKeyUsage names no purpose');
  return Object.freeze(purposes);
}
