import { constants, type KeyObject, sign } from 'node:crypto';
import type { CertificateKey } from './certificate-keys.js';

/** What a claims issuer can sign with, by its name in RFC 7518 section 3.1 or RFC 9864. */
export type ClaimsAlgorithm =
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'EdDSA'
  | 'Ed25519';

/** The kind of key that an algorithm signs with. */
export function claimsKeyFor(algorithm: ClaimsAlgorithm): CertificateKey {
  switch (algorithm) {
    case 'ES256':
      return 'p-256';
    case 'ES384':
      return 'p-384';
    case 'ES512':
      return 'p-521';
    case 'EdDSA':
    case 'Ed25519':
      return 'ed25519';
    default:
      return 'rsa-2048';
  }
}

/** Signs as RFC 7518 sections 3.3 to 3.5 and RFC 8037 section 3.1 say, with `node:crypto` alone. */
export function claimsSignature(
  algorithm: ClaimsAlgorithm,
  signingInput: string,
  key: KeyObject,
): Buffer {
  const input = Buffer.from(signingInput);
  const hash = `sha${algorithm.slice(2)}`;
  switch (algorithm.slice(0, 2)) {
    case 'ES':
      return sign(hash, input, { key, dsaEncoding: 'ieee-p1363' });
    case 'PS':
      return sign(hash, input, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      });
    case 'RS':
      return sign(hash, input, key);
    default:
      return sign(null, input, key);
  }
}
