import type { ExtensionContents, KeyUsage } from '@gangway/core';
import { malformed } from '../refusal.js';
import { type Asn1, isUniversal, listOf, octetsOf, types } from '../tree.js';
import { bitsFrom, booleanOf, integerOf, oidOf } from '../values.js';

/** RFC 5280 section 4.2.1.9. */
export function basicConstraintsOf(tree: Asn1): NonNullable<ExtensionContents['basicConstraints']> {
  const fields = [...listOf(tree, types.sequence, 'the constraints')];
  const ca = isUniversal(fields[0], types.boolean);
  // FALSE is the default, which DER does not write (X.690 section 11.5).
  if (ca && !booleanOf(fields.shift(), 'cA')) malformed('cA FALSE written out');
  const [length, ...rest] = fields;
  if (rest.length > 0) malformed('a field that does not belong');
  return Object.freeze(length === undefined ? { ca } : { ca, pathLength: pathLengthOf(length) });
}

function pathLengthOf(node: Asn1): number {
  const length = integerOf(node, 'the path length');
  return length >= 0n && length <= 255n ? Number(length) : malformed('no length of a path');
}

/** RFC 5280 section 4.2.1.3, in the order of their bits. */
const usages = (
  'digitalSignature nonRepudiation keyEncipherment dataEncipherment keyAgreement ' +
  'keyCertSign cRLSign encipherOnly decipherOnly'
).split(' ') as readonly KeyUsage[];

export function keyUsageOf(tree: Asn1): readonly KeyUsage[] {
  const { bits, unused } = bitsFrom(octetsOf(tree, types.bitString, 'the usage'), 'the usage');
  const digits = Array.from(bits, (octet) => octet.charCodeAt(0).toString(2).padStart(8, '0'));
  const text = digits.join('').slice(0, bits.length * 8 - unused);
  // Named bits end with one that is set (X.690 section 11.2.2), and there are nine of them.
  if (!/^[01]{0,8}1$/.test(text)) return malformed('no bit, a zero at the end or a tenth bit');
  return Object.freeze(usages.filter((_usage, bit) => text[bit] === '1'));
}

/** RFC 5280 section 4.2.1.12. */
export function extendedKeyUsageOf(tree: Asn1): readonly string[] {
  const purposes = listOf(tree, types.sequence, 'the purposes').map((id) => oidOf(id, 'a purpose'));
  return purposes.length === 0 ? malformed('no purpose') : Object.freeze(purposes);
}
