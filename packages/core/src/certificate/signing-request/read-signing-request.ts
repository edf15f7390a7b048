import { limits } from '../../domain/limits.js';
import type { SigningRequest } from '../../domain/signing-request.js';
import type { SigningRequestRefusalCode } from '../../domain/signing-request-refusals.js';
import { CertificateFault } from '../fault.js';
import { decodePem } from '../pem.js';
import { SigningRequestFault } from './fault.js';
import { readSigningRequestDer } from './read-der.js';

/** What was made of a signing request: the request, or the reason why it is none. */
export type SigningRequestReading =
  | { readonly kind: 'signing-request'; readonly request: SigningRequest }
  | { readonly kind: 'refused'; readonly code: SigningRequestRefusalCode; readonly detail: string };

/** What PEM of the longest that is read can hold. */
const mostOctets = (limits.pemLength / 4) * 3;

/**
 * Reads a certificate signing request (PKCS #10) as strictly as certificates are read, and verifies that it is signed with
 * its own key. It never throws on bad input.
 *
 * @param request PEM, exactly one `CERTIFICATE REQUEST` block and at most 16,384 characters; or the DER itself
 * @see https://www.rfc-editor.org/rfc/rfc2986#section-4
 * @example
 * const reading = readSigningRequest('-----BEGIN CERTIFICATE REQUEST-----\n…');
 * if (reading.kind === 'refused') reading.code; // 'CSR_NOT_ONE_BLOCK': it has no end
 */
export function readSigningRequest(request: string | Uint8Array): SigningRequestReading {
  try {
    const read = readSigningRequestDer(bytesOf(request));
    return Object.freeze({ kind: 'signing-request', request: read });
  } catch (error) {
    if (!(error instanceof SigningRequestFault)) throw error;
    return Object.freeze({ kind: 'refused', code: error.code, detail: error.message });
  }
}

function bytesOf(request: string | Uint8Array): Buffer {
  if (!(request instanceof Uint8Array)) return decode(request);
  if (request.length > mostOctets) {
    throw new SigningRequestFault('CSR_TOO_LARGE', `${request.length} octets, over ${mostOctets}`);
  }
  return Buffer.from(request);
}

function decode(pem: string): Buffer {
  try {
    return decodePem(pem, 'CERTIFICATE REQUEST');
  } catch (error) {
    if (!(error instanceof CertificateFault)) throw error;
    throw new SigningRequestFault(pemCodes[error.code] ?? 'CSR_PEM_MALFORMED', error.message);
  }
}

/** The codes of a PEM block, which certificates and requests share. */
const pemCodes: Readonly<Partial<Record<string, SigningRequestRefusalCode>>> = {
  PEM_TOO_LARGE: 'CSR_TOO_LARGE',
  PEM_NOT_ONE_BLOCK: 'CSR_NOT_ONE_BLOCK',
};
