import type { Certificate, PublicKey } from '../domain/certificate.js';
import { type Objection, objection } from './objection.js';

const curves: ReadonlySet<string> = new Set(['P-256', 'P-384', 'P-521']);

/** Whether a key may stand in a path, whoever has it: the leaf, an issuer or the anchor. */
export function keyFloor({ publicKey }: Certificate): Objection | undefined {
  const fault = faultOf(publicKey);
  return fault === undefined ? undefined : objection('CHAIN_KEY_NOT_ALLOWED', fault);
}

function faultOf(key: PublicKey): string | undefined {
  switch (key.kind) {
    case 'RSA':
      return rsaFault(key.bits, key.exponent);
    case 'EC':
      // RFC 5480 section 4: from 112 bits of security on; of the curves that it names, these are in use.
      return curves.has(key.curve) ? undefined : `has a key on the curve ${key.curve}`;
    case 'Ed25519':
      return undefined;
    case 'other':
      return `has a key of the algorithm ${key.algorithm}`;
  }
}

/**
 * NIST SP 800-57 part 1 table 2: 2,048 bits for 112 bits of security. Above 4,096 bits, and with exponents above the 33 bits
 * that BoringSSL takes, whoever makes the certificate decides how long a verification blocks the event loop: with an exponent as
 * long as the modulus, milliseconds. FIPS 186-5 section A.1.1: e is odd and at least 65537.
 */
function rsaFault(bits: number, exponent: bigint): string | undefined {
  if (!(bits >= 2_048 && bits <= 4_096)) return `has an RSA key of ${bits} bits`;
  if (exponent < 65_537n || exponent % 2n !== 1n) return 'has an RSA key with a weak exponent';
  return exponent < 2n ** 33n ? undefined : 'has an RSA key with an exponent over 33 bits';
}
