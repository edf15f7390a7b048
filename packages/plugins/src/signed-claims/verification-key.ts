import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { decodeBase64url } from '../proof/base64.js';
import {
  type KeyKind,
  kindFor,
  type SignatureAlgorithm,
  signatureAlgorithms,
} from './algorithms.js';
import type { JsonObject } from './json-object.js';

/** A public key of a set, fit to verify with. */
export interface VerificationKey {
  readonly kid?: string;
  /** The one algorithm that the key is for, where it says so. */
  readonly algorithm?: SignatureAlgorithm;
  readonly kind: KeyKind;
  readonly key: KeyObject;
}

/** Why a key cannot be used. */
export class KeyFault extends Error {
  override readonly name = 'KeyFault';
}

// RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1, RFC 8037 section 2.
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];

/** Whether a JWK gives away what nobody but the signer may have. */
export const holdsSecret = (jwk: JsonObject): boolean =>
  jwk.kty === 'oct' || secretMembers.some((member) => Object.hasOwn(jwk, member));

/** Bits of an RSA modulus: RFC 7518 section 3.3 asks for 2048; above the ceiling a verification takes milliseconds. */
const rsaBits = { least: 2_048, most: 8_192 };

/** Octets of a coordinate (RFC 7518 section 6.2.1.2, RFC 8037 section 2). */
const coordinateLength: Readonly<Record<string, number>> = {
  'P-256': 32,
  'P-384': 48,
  'P-521': 66,
  Ed25519: 32,
};

/**
 * Reads a public JWK (RFC 7517 section 4).
 *
 * @throws KeyFault
 */
export function readVerificationKey(jwk: JsonObject): VerificationKey {
  const { kid, use, key_ops: operations, alg } = jwk;
  if (kid !== undefined && (typeof kid !== 'string' || kid === '')) {
    throw new KeyFault('its kid is not a text, or is empty');
  }
  if (use !== undefined && use !== 'sig') throw new KeyFault('its use is not "sig"');
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) {
    throw new KeyFault('its key_ops do not hold "verify"');
  }
  const { kind, key } = readKey(jwk);
  const named = kid === undefined ? { kind, key } : { kid, kind, key };
  if (alg === undefined) return named;
  const algorithm = signatureAlgorithms.find((name) => name === alg);
  if (algorithm === undefined || kindFor(algorithm) !== kind) {
    throw new KeyFault('its alg is not one that such a key signs with');
  }
  return { ...named, algorithm };
}

function readKey(jwk: JsonObject): Pick<VerificationKey, 'kind' | 'key'> {
  const { kty, crv } = jwk;
  if (kty === 'RSA') {
    const key = imported({ kty, n: octets(jwk, 'n'), e: octets(jwk, 'e') });
    checkRsa(key);
    return { kind: 'RSA', key };
  }
  if (kty === 'EC' && (crv === 'P-256' || crv === 'P-384' || crv === 'P-521')) {
    const key = imported({ kty, crv, x: octets(jwk, 'x', crv), y: octets(jwk, 'y', crv) });
    return { kind: crv, key };
  }
  if (kty === 'OKP' && crv === 'Ed25519') {
    return { kind: crv, key: imported({ kty, crv, x: octets(jwk, 'x', crv) }) };
  }
  throw new KeyFault('it is neither RSA, EC on P-256, P-384 or P-521, nor Ed25519');
}

/** A member in base64url, of the length that its curve has. */
function octets(jwk: JsonObject, member: string, curve?: string): string {
  const text = jwk[member];
  const value = typeof text === 'string' ? decodeBase64url(text) : undefined;
  const length = curve === undefined ? undefined : coordinateLength[curve];
  if (
    typeof text !== 'string' ||
    value === undefined ||
    value.length !== (length ?? value.length)
  ) {
    throw new KeyFault(`its "${member}" is not what it must be`);
  }
  return text;
}

/** Only the members that make the key: Node would look at others, too. */
function imported(key: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    // A point that is not on its curve, for one.
    throw new KeyFault('it is no key');
  }
}

function checkRsa({ asymmetricKeyDetails }: KeyObject): void {
  const { modulusLength = 0, publicExponent = 0n } = asymmetricKeyDetails ?? {};
  if (modulusLength < rsaBits.least || modulusLength > rsaBits.most) {
    throw new KeyFault(`it has ${modulusLength} bits, not ${rsaBits.least} to ${rsaBits.most}`);
  }
  // FIPS 186-5 section 5.1: odd, above 2^16.
  if (publicExponent < 65_537n || publicExponent % 2n === 0n) {
    throw new KeyFault('its exponent is even or below 65537');
  }
}
