import { platformCertificate } from '../certificate/platform-certificate.js';
import type { Certificate } from '../domain/certificate.js';

/** Says whether a certificate is signed with the issuer's key; it never throws. */
export type SignatureVerifier = (certificate: Certificate, issuer: Certificate) => boolean;

/** Verified by Node. A certificate or a key that Node cannot use has signed nothing. */
export const verifyWithNode: SignatureVerifier = (certificate, issuer) => {
  try {
    return platformCertificate(certificate).verify(platformCertificate(issuer).publicKey);
  } catch {
    return false;
  }
};

/** Verifies each signature with each key once. */
export class Signatures {
  readonly #verify: SignatureVerifier;
  readonly #verified = new Map<Certificate, Map<string, boolean>>();

  constructor(verify: SignatureVerifier) {
    this.#verify = verify;
  }

  /** What came out, where it was verified before. */
  known(certificate: Certificate, { publicKeyHash }: Certificate): boolean | undefined {
    return this.#verified.get(certificate)?.get(publicKeyHash);
  }

  verify(certificate: Certificate, issuer: Certificate): boolean {
    const valid = this.#verify(certificate, issuer);
    const byKey = this.#verified.get(certificate) ?? new Map<string, boolean>();
    this.#verified.set(certificate, byKey.set(issuer.publicKeyHash, valid));
    return valid;
  }
}
