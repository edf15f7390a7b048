import asn1, { type Asn1 } from 'node-forge/lib/asn1.js';
import { malformed, Refusal } from './refusal.js';

export type { Asn1 };

export const types = Object.freeze({
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  sequence: 16,
  set: 17,
  utcTime: 23,
  generalizedTime: 24,
  bmpString: 30,
});

const contextSpecific = 0x80;

/**
 * The elements of a DER text.
 *
 * forge takes BER in many places (X.690 section 10 forbids it): indefinite and long lengths, constructed strings. So the
 * elements are written again as DER writes them, and the two texts compared. `asn1.toDer` does not serve for that: it
 * shortens every content under tag number 2, be it an INTEGER or not, and would hide one that is not minimal.
 */
export function parseTree(der: string): Asn1 {
  const tree = parse(der);
  if (encode(tree) !== der) throw notDer('not the encoding that DER demands');
  return tree;
}

function parse(der: string): Asn1 {
  try {
    return asn1.fromDer(der, {
      strict: true,
      parseAllBytes: true,
      decodeBitStrings: false,
      maxDepth: 32,
    });
  } catch {
    // forge throws an Error, or a TypeError of its own on hostile octets: either way this is no DER.
    throw notDer('forge cannot parse it');
  }
}

const notDer = (detail: string) => new Refusal('CERTIFICATE_NOT_DER', detail);

/** An element as DER writes it, as a binary string. */
export function encode(node: Asn1): string {
  if (node.type === 31) throw notDer('a high tag number');
  const content =
    typeof node.value === 'string' ? primitive(node, node.value) : constructed(node, node.value);
  const form = node.constructed ? 0x20 : 0;
  return String.fromCharCode(node.tagClass | form | node.type) + encodeLength(content) + content;
}

function primitive(node: Asn1, value: string): string {
  const universal = node.tagClass === 0;
  if (universal && (node.type === 0 || node.type === types.sequence || node.type === types.set)) {
    throw notDer('a primitive SEQUENCE or SET, or an end of contents');
  }
  // forge makes one character of two octets here, whatever the class is; an odd number of them it cannot read.
  return node.type === types.bmpString ? twoOctetsEach(value) : value;
}

function constructed(node: Asn1, value: readonly Asn1[]): string {
  if (node.tagClass === 0 && node.type !== types.sequence && node.type !== types.set) {
    throw notDer('a constructed string');
  }
  return value.map(encode).join('');
}

function twoOctetsEach(text: string): string {
  let octets = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    octets += String.fromCharCode(unit >> 8, unit & 0xff);
  }
  return octets;
}

function encodeLength({ length }: string): string {
  if (length < 0x80) return String.fromCharCode(length);
  return length < 0x100
    ? String.fromCharCode(0x81, length)
    : String.fromCharCode(0x82, length >> 8, length & 0xff);
}

export const isUniversal = (node: Asn1 | undefined, type: number): boolean =>
  node !== undefined && node.tagClass === 0 && node.type === type;

export const isContext = (node: Asn1 | undefined, number: number, form: boolean): boolean =>
  node !== undefined &&
  node.tagClass === contextSpecific &&
  node.type === number &&
  node.constructed === form;

/** The elements of a SEQUENCE or a SET. */
export function listOf(node: Asn1 | undefined, type: 16 | 17, what: string): readonly Asn1[] {
  if (node === undefined || !isUniversal(node, type))
    return malformed(`${what} is missing or something else`);
  return typeof node.value === 'string' ? malformed(what) : node.value;
}

/** The one element of an explicitly tagged one. */
export function onlyChild(node: Asn1, what: string): Asn1 {
  const [child, ...rest] = node.value;
  if (typeof child !== 'object' || rest.length > 0)
    return malformed(`${what} does not hold one element`);
  return child;
}

/** The octets of a primitive element. */
export function octetsOf(node: Asn1 | undefined, type: number, what: string): string {
  if (node === undefined || !isUniversal(node, type))
    return malformed(`${what} is missing or something else`);
  return typeof node.value === 'string' ? node.value : malformed(what);
}

export const toHex = (octets: string): string => Buffer.from(octets, 'latin1').toString('hex');
