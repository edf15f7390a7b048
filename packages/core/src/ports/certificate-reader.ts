import type { Certificate } from '../domain/certificate.js';
import type { CertificateRefusalCode } from '../domain/reason-codes-certificate.js';
import { definePort } from './token.js';

/** What a reader made of a PEM text: a certificate, or the reason why it is none. */
export type CertificateReading =
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'refused'; readonly code: CertificateRefusalCode; readonly detail: string };

/**
 * Reads one certificate, strictly: what it accepts is exactly one PEM block of exactly one DER certificate.
 * It never throws on bad input; a throw is a fault of the reader's own.
 */
export interface CertificateReader {
  /** @param pem at most 16,384 characters; longer input is refused unread */
  read(pem: string): CertificateReading;
}

export const CertificateReader = definePort<CertificateReader>('@gangway/core/CertificateReader');

/**
 * A reader's answer: the certificate.
 *
 * @example
 * // A reader that knows one certificate.
 * const knownReader = (pem: string, certificate: Certificate): CertificateReader => ({
 *   read: (asked) =>
 *     asked === pem
 *       ? readCertificate(certificate)
 *       : refuseCertificate('CERTIFICATE_NOT_DER', 'not the known one'),
 * });
 */
export const readCertificate = (certificate: Certificate): CertificateReading =>
  Object.freeze({ kind: 'certificate', certificate });

/**
 * A reader's answer: why it is none. The detail is for the operator.
 *
 * @example
 * refuseCertificate('PEM_MALFORMED', 'a space in line 2').kind; // 'refused'
 */
export const refuseCertificate = (
  code: CertificateRefusalCode,
  detail: string,
): CertificateReading => Object.freeze({ kind: 'refused', code, detail });
