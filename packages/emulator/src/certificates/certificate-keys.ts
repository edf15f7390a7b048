import type { KeyObject } from 'node:crypto';

/** A key pair, as Node's `generateKeyPair` makes them. */
export interface CertificateKeys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/**
 * The SubjectPublicKeyInfo in DER (RFC 5280 section 4.1.2.7).
 *
 * @example
 * import { generateKeyPairSync } from 'node:crypto';
 *
 * publicKeyInfo(generateKeyPairSync('ed25519').publicKey).length; // 44
 */
export const publicKeyInfo = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' });
