import { X509Certificate } from 'node:crypto';
import {
  type CertificateReader,
  type CertificateReading,
  readCertificate,
  refuseCertificate,
} from '../ports/certificate-reader.js';
import { CertificateFault } from './fault.js';
import { checkAgainstNode } from './node-agreement.js';
import { decodePem } from './pem.js';
import { rememberPlatform } from './platform-certificate.js';
import { readDer } from './read-der.js';

/**
 * The `CertificateReader` of the default: a strict DER reader of our own, and Node's parser as the judge of what it reads.
 *
 * Ours comes first, so that Node never sees a key that some release of it does not survive; what is accepted is what both
 * read, and read alike.
 *
 * @example
 * const reading = nodeCryptoCertificateReader().read(event.certificatePem);
 * if (reading.kind === 'certificate') expect(reading.certificate.fingerprint256).to.equal(event.certificateId);
 */
export function nodeCryptoCertificateReader(): CertificateReader {
  return Object.freeze({ read });
}

function read(pem: unknown): CertificateReading {
  try {
    const bytes = decodePem(pem);
    const certificate = readDer(bytes);
    const node = parseWithNode(bytes);
    checkAgainstNode(node, bytes, certificate);
    rememberPlatform(certificate, node);
    return readCertificate(certificate);
  } catch (error) {
    if (error instanceof CertificateFault) return refuseCertificate(error.code, error.message);
    throw error;
  }
}

function parseWithNode(bytes: Buffer): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch {
    // OpenSSL's text is left out: it changes with every release.
    throw new CertificateFault('CERTIFICATE_REFUSED_BY_PLATFORM', 'Node cannot parse it');
  }
}
