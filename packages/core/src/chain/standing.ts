import type { Certificate } from '../domain/certificate.js';
import type { Objection } from './objection.js';

/** How a certificate stands in a path. */
export interface Standing {
  /** The leaf is the certificate that is asked about; whatever it is, an issuer has signed another. */
  readonly role: 'leaf' | 'issuer';
  /** Whether it is one of the anchors, with which a path ends. */
  readonly anchor: boolean;
}

/** One thing that is asked of a certificate, whichever path it is in. */
export type CertificateRule = (
  certificate: Certificate,
  standing: Standing,
) => Objection | undefined;
