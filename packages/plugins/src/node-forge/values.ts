import { malformed } from './refusal.js';
import { type Asn1, octetsOf, toHex, types } from './tree.js';

/** An INTEGER, whatever its size; octets that add nothing are refused (X.690 section 8.3.2). */
export function integerOf(node: Asn1 | undefined, what: string): bigint {
  return integerFrom(octetsOf(node, types.integer, what), what);
}

export function integerFrom(octets: string, what: string): bigint {
  const hex = toHex(octets);
  if (/^(?:$|00[0-7]|ff[89a-f])/.test(hex)) return malformed(`${what} is empty or not minimal`);
  return BigInt.asIntN(octets.length * 8, BigInt(`0x${hex}`));
}

/** A serial number's one form: positive, at most 20 octets with the sign's (RFC 5280 section 4.1.2.2). */
export function serialFrom(serial: bigint): string {
  if (serial <= 0n || serial >= 2n ** 159n) return malformed('zero, negative or over 20 octets');
  const hex = serial.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

export function booleanOf(node: Asn1 | undefined, what: string): boolean {
  switch (octetsOf(node, types.boolean, what)) {
    case '\xff':
      return true;
    case '\0':
      return false;
    default:
      return malformed(`${what} is neither 00 nor FF`);
  }
}

export function checkNull(node: Asn1 | undefined, what: string): void {
  if (octetsOf(node, types.null, what) !== '') malformed(`${what} is a NULL with content`);
}

/** An OBJECT IDENTIFIER, dotted; forge's own decoder ends at 53 bits and does not look at padding (X.690 section 8.19.2). */
export function oidOf(node: Asn1 | undefined, what: string): string {
  return oidFrom(octetsOf(node, types.oid, what), what);
}

/** The same for octets whose tag is another. */
export function oidFrom(octets: string, what: string): string {
  if (octets.length > 64 || !/^(?:(?!\x80)[\x80-\xff]*[^\x80-\xff])+$/.test(octets)) {
    return malformed(`${what} is no object identifier`);
  }
  const arcs = octets.match(/[\x80-\xff]*[^\x80-\xff]/g) ?? [];
  const [joined = 0n, ...rest] = arcs.map((arc) =>
    [...arc].reduce((sum, octet) => sum * 128n + BigInt(octet.charCodeAt(0) & 0x7f), 0n),
  );
  const first = joined < 40n ? 0n : joined < 80n ? 1n : 2n;
  return [first, joined - first * 40n, ...rest].join('.');
}

/** The octets of a BIT STRING's content, its unused bits checked (X.690 sections 8.6.2 and 11.2). */
export function bitsFrom(octets: string, what: string): { bits: string; unused: number } {
  const unused = octets.charCodeAt(0);
  const bits = octets.slice(1);
  const last = bits.charCodeAt(bits.length - 1);
  const valid = unused === 0 || (unused < 8 && last % 2 ** unused === 0);
  return valid ? { bits, unused } : malformed(`${what} has bad unused bits`);
}

/** A BIT STRING of at least one whole octet. */
export function wholeBitsOf(node: Asn1 | undefined, what: string): string {
  const { bits, unused } = bitsFrom(octetsOf(node, types.bitString, what), what);
  return bits === '' || unused !== 0 ? malformed(`${what} does not hold whole octets`) : bits;
}

const primitiveChecks: Readonly<Record<number, (node: Asn1) => unknown>> = {
  [types.boolean]: (node) => booleanOf(node, 'a BOOLEAN'),
  [types.integer]: (node) => integerOf(node, 'an INTEGER'),
  [types.bitString]: (node) => bitsFrom(octetsOf(node, types.bitString, ''), 'a BIT STRING'),
  [types.null]: (node) => checkNull(node, 'a NULL'),
  [types.oid]: (node) => oidOf(node, 'an OBJECT IDENTIFIER'),
};

/** Checks the primitive types in a tree that no schema describes; it has 17 levels at most, as in the core. */
export function checkAny(node: Asn1, level = 1): void {
  if (level > 17) malformed('nested too deep');
  if (typeof node.value !== 'string') {
    for (const child of node.value) checkAny(child, level + 1);
    return;
  }
  if (node.tagClass !== 0) return;
  primitiveChecks[node.type]?.(node);
}
