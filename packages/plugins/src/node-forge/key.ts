import type { PublicKey } from '@gangway/core';
import { isOnCurve, nistCurves } from './curve-point.js';
import { malformed, Refusal } from './refusal.js';
import { type Asn1, encode, listOf, parseTree, toHex, types } from './tree.js';
import { checkAny, checkNull, integerOf, oidOf, wholeBitsOf } from './values.js';

/** SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
export function publicKeyOf(node: Asn1 | undefined): { key: PublicKey; info: Buffer } {
  const [algorithm, key, ...rest] = listOf(node, types.sequence, 'public key');
  const [id, parameters, ...more] = listOf(algorithm, types.sequence, 'public key algorithm');
  if (node === undefined || rest.length + more.length > 0)
    return malformed('data after the public key');
  const bits = wholeBitsOf(key, 'public key');
  return {
    key: Object.freeze(readKey(oidOf(id, 'public key algorithm'), parameters, bits)),
    info: Buffer.from(encode(node), 'latin1'),
  };
}

function readKey(oid: string, parameters: Asn1 | undefined, bits: string): PublicKey {
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      checkNull(parameters, 'RSA parameters');
      return rsaKey(bits);
    case '1.2.840.10045.2.1':
      return ecKey(oidOf(parameters, 'EC curve'), bits);
    case '1.3.101.112':
      if (parameters !== undefined || bits.length !== 32) malformed('no Ed25519 key');
      return { kind: 'Ed25519' };
    default:
      if (parameters !== undefined) checkAny(parameters);
      return { kind: 'other', algorithm: oid };
  }
}

// RFC 8017 section 3.1 and appendix A.1.1; OpenSSL's bound of 16,384 bits.
function rsaKey(bits: string): PublicKey {
  const [n, e, ...rest] = listOf(innerTree(bits), types.sequence, 'RSA key');
  const modulus = integerOf(n, 'modulus');
  const exponent = integerOf(e, 'exponent');
  const sound = modulus > exponent && exponent >= 3n && modulus % 2n === 1n && exponent % 2n === 1n;
  const length = sound ? modulus.toString(2).length : 0;
  if (rest.length > 0 || !sound || length > 16_384) return malformed('no RSA key');
  return { kind: 'RSA', bits: length, exponent };
}

// A tree inside the key: what is wrong with it is the key's fault.
function innerTree(der: string): Asn1 {
  try {
    return parseTree(der);
  } catch (error) {
    if (error instanceof Refusal) return malformed(error.message);
    throw error;
  }
}

// SEC 1 section 2.3.3: 04, x, y.
function ecKey(oid: string, point: string): PublicKey {
  const curve = nistCurves[oid];
  if (curve === undefined) {
    if (!hasPointForm(point)) malformed('no EC point');
    return { kind: 'EC', curve: oid };
  }
  if (point.length !== 1 + 2 * curve.octets || point[0] !== '\x04') return malformed('no EC point');
  const x = BigInt(`0x${toHex(point.slice(1, 1 + curve.octets))}`);
  const y = BigInt(`0x${toHex(point.slice(1 + curve.octets))}`);
  if (!isOnCurve(curve, x, y)) return malformed('the EC point is not on its curve');
  return { kind: 'EC', curve: curve.name };
}

// Compressed or not (02, 03, 04); neither the point at infinity (00) nor the hybrid forms (06, 07).
function hasPointForm(point: string): boolean {
  const form = point.charCodeAt(0);
  return form === 4
    ? point.length > 1 && point.length % 2 === 1
    : (form === 2 || form === 3) && point.length > 1;
}
