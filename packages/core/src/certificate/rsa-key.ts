import type { PublicKey } from '../domain/certificate.js';
import { type DerCursor, type DerElement, tags } from './der.js';
import { isNegative, takeInteger } from './der-primitives.js';
import { contentFault } from './fault.js';

// OpenSSL refuses to work with longer ones (OPENSSL_RSA_MAX_MODULUS_BITS): a key that nobody can use is none.
const maxBits = 16_384;

/**
 * `RSAPublicKey ::= SEQUENCE { modulus, publicExponent }` (RFC 8017 appendix A.1.1).
 *
 * Only what no RSA key can be is refused here (RFC 8017 section 3.1: a product of odd primes, 3 <= e <= n - 1, e odd); how long
 * a modulus has to be is for policy to say.
 */
export function readRsaKey(cursor: DerCursor): PublicKey {
  const key = cursor.open(tags.sequence, 'RSA key');
  cursor.finish('RSA key');
  const { bytes } = key;
  const modulus = takePositiveOdd(key, 'RSA modulus');
  const exponent = takePositiveOdd(key, 'RSA exponent');
  key.finish('RSA key');
  const bits = bitLength(bytes, modulus);
  if (bits > maxBits) throw contentFault(`the RSA modulus has ${bits} bits, over ${maxBits}`);
  const value = toBigInt(bytes, exponent);
  if (value < 3n) throw contentFault('the RSA exponent is 1');
  if (!isLess(bytes, exponent, modulus))
    throw contentFault('the RSA exponent is not below the modulus');
  return { kind: 'RSA', bits, exponent: value };
}

/** Without the sign's zero octet. */
function takePositiveOdd(key: DerCursor, what: string): DerElement {
  const element = takeInteger(key, what);
  const { bytes } = key;
  if (isNegative(bytes, element)) throw contentFault(`the ${what} is negative`);
  // Zero is even, so it falls here.
  if (((bytes[element.to - 1] ?? 0) & 1) === 0) throw contentFault(`the ${what} is even`);
  return bytes[element.from] === 0 ? { ...element, from: element.from + 1 } : element;
}

const bitLength = (bytes: Buffer, { from, to }: DerElement): number =>
  (to - from) * 8 - (Math.clz32(bytes[from] ?? 0) - 24);

function toBigInt(bytes: Buffer, { from, to }: DerElement): bigint {
  return to - from <= 6
    ? BigInt(bytes.readUIntBE(from, to - from))
    : BigInt(`0x${bytes.toString('hex', from, to)}`);
}

function isLess(bytes: Buffer, a: DerElement, b: DerElement): boolean {
  const longer = b.to - b.from - (a.to - a.from);
  return longer !== 0 ? longer > 0 : bytes.compare(bytes, b.from, b.to, a.from, a.to) < 0;
}
