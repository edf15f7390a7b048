import { X509Certificate } from 'node:crypto';
import type { Certificate } from '../domain/certificate.js';

// Beside the certificate and not in it: a certificate is plain data, whoever has read it.
const platformOf = new WeakMap<Certificate, X509Certificate>();

/** Keeps Node's view of a certificate that was read, for those who will verify a signature with it. */
export function rememberPlatform(certificate: Certificate, node: X509Certificate): void {
  platformOf.set(certificate, node);
}

/**
 * Node's view of a certificate: what its signature is verified with, and its key. It is made where the certificate's reader
 * did not make it.
 *
 * @throws Error where Node cannot parse it
 */
export function platformCertificate(certificate: Certificate): X509Certificate {
  const known = platformOf.get(certificate);
  if (known !== undefined) return known;
  const made = new X509Certificate(Buffer.from(certificate.hex, 'hex'));
  platformOf.set(certificate, made);
  return made;
}
