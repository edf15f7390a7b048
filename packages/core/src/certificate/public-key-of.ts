import type { KeyObject } from 'node:crypto';
import type { Certificate } from '../domain/certificate.js';
import { platformCertificate } from './platform-certificate.js';

/**
 * The public key of a certificate that was read, for `node:crypto`'s `verify`. Look at `certificate.publicKey` before:
 * which kinds and sizes are allowed is for the caller to say.
 *
 * @throws Error where Node cannot import the key, as it may not where another reader than the default has read the certificate
 * @example
 * const reading = nodeCryptoCertificateReader().read(event.certificatePem);
 * if (reading.kind === 'certificate') {
 *   publicKeyOf(reading.certificate).asymmetricKeyType; // 'ec'
 * }
 */
export function publicKeyOf(certificate: Certificate): KeyObject {
  return platformCertificate(certificate).publicKey;
}
