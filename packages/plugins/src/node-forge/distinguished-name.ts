import type { DistinguishedName, NameAttribute } from '@gangway/core';
import { malformed } from './refusal.js';
import { type Asn1, encode, listOf, toHex, types } from './tree.js';
import { oidOf } from './values.js';

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'surname',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.41': 'name',
  '2.5.4.42': 'givenName',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** A Name (RFC 5280 section 4.1.2.4), its text as it stands. */
export function nameOf(node: Asn1 | undefined, what: string): DistinguishedName {
  const parts = listOf(node, types.sequence, what);
  const attributes = parts.flatMap((part) => {
    const pairs = listOf(part, types.set, what);
    const encoded = pairs.map(encode);
    // X.690 section 11.6. JavaScript compares strings by code unit, and here each one is an octet.
    const sorted = encoded.every((text, at) => at === 0 || (encoded[at - 1] ?? '') <= text);
    if (pairs.length === 0 || !sorted) malformed(`${what}: a part is empty or not in DER order`);
    return pairs.map((pair) => attributeOf(pair, what));
  });
  return Object.freeze({
    attributes: Object.freeze(attributes),
    hex: node === undefined ? '' : toHex(encode(node)),
  });
}

function attributeOf(node: Asn1, what: string): NameAttribute {
  const [id, value, ...rest] = listOf(node, types.sequence, what);
  const type = oidOf(id, `${what}: an attribute type`);
  if (value === undefined || rest.length > 0)
    return malformed(`${what}: an attribute without one value`);
  return Object.freeze({ type, name: shortNames[type] ?? type, value: textOf(value, what) });
}

/** X.680 section 41: the character strings, each with the octets that it may hold. */
const charsets: Readonly<Record<number, RegExp>> = {
  18: /^[0-9 ]*$/,
  19: /^[A-Za-z0-9 '()+,\-./:=?]*$/,
  20: /^.*$/s,
  22: /^[^\x80-\xff]*$/,
  // One UTF-16 unit a character: forge has joined the octets.
  30: /^[^\ud800-\udfff]*$/,
};

function textOf({ tagClass, type, value }: Asn1, what: string): string {
  if (tagClass !== 0 || typeof value !== 'string')
    return malformed(`${what}: a value is no string`);
  if (type === 12) return utf8(value) ?? malformed(`${what}: a value is not UTF-8`);
  if (type === 28) return utf32(value) ?? malformed(`${what}: a value is not UTF-32`);
  return charsets[type]?.test(value) === true
    ? value
    : malformed(`${what}: a value is no string, or holds a character outside its set`);
}

// Decoding puts U+FFFD in the place of what is ill-formed; encoding that again gives other octets.
function utf8(octets: string): string | undefined {
  const text = Buffer.from(octets, 'latin1').toString('utf8');
  return Buffer.from(text, 'utf8').toString('latin1') === octets ? text : undefined;
}

function utf32(octets: string): string | undefined {
  if (octets.length % 4 !== 0) return undefined;
  const hex = toHex(octets).match(/.{8}/g) ?? [];
  const points = hex.map((digits) => Number.parseInt(digits, 16));
  if (points.some((point) => point > 0x10ffff)) return undefined;
  const text = String.fromCodePoint(...points);
  return /[\ud800-\udfff]/u.test(text) ? undefined : text;
}
