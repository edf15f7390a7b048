import {
  type Certificate,
  nodeCryptoCertificateReader,
  readSigningRequest,
  type SigningRequest,
} from '@gangway/core';

/** What a file holds, or why it cannot be read. */
export type Subject =
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'signing-request'; readonly request: SigningRequest }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

const requestBegin = '-----BEGIN CERTIFICATE REQUEST-----';

/** Reads a certificate or a signing request with the strict readers, out of PEM or DER, whichever of the four it is. */
export function readSubject(bytes: Buffer): Subject {
  if (bytes[0] === sequence) {
    return isSigningRequest(bytes) ? readSigningRequest(bytes) : readCertificate(toPem(bytes));
  }
  const text = bytes.toString('utf8');
  return text.startsWith(requestBegin) ? readSigningRequest(text) : readCertificate(text);
}

const readCertificate = (pem: string): Subject => nodeCryptoCertificateReader().read(pem);

const toPem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;

const sequence = 0x30;
const versionZero = Buffer.from([0x02, 0x01, 0x00]);

// Both are a SEQUENCE that begins with a SEQUENCE. A request's begins with the INTEGER 0 (RFC 2986 section 4.1); a certificate's
// with its version's [0], or with a serial number, which is not zero (RFC 5280 section 4.1.2.2).
function isSigningRequest(der: Buffer): boolean {
  const at = contentOf(der, contentOf(der, 0));
  return der.subarray(at, at + versionZero.length).equals(versionZero);
}

/** Where the content of the element begins that begins here (X.690 section 8.1.3). */
function contentOf(der: Buffer, at: number): number {
  const length = der[at + 1] ?? 0;
  return at + 2 + (length > 0x80 ? length & 0x7f : 0);
}
