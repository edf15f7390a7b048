import type { CertificateRefusalCode } from '../domain/reason-codes-certificate.js';

/** The bytes are not DER, or not the DER that belongs here. It does not yet know which field it stands in. */
export class DerFault extends Error {
  override readonly name = 'DerFault';
  /** `encoding`: a tag or a length is not DER. `content`: the wrong element, or a wrong value in it. */
  readonly kind: 'encoding' | 'content';

  constructor(kind: 'encoding' | 'content', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The wrong element, or a wrong value in it. */
export const contentFault = (message: string): DerFault => new DerFault('content', message);

/** A tag or a length that is not DER. */
export const encodingFault = (message: string): DerFault => new DerFault('encoding', message);

/** Reads what an octet string holds: every fault in it is a wrong value of that string. */
export function asContent<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerFault)) throw error;
    throw contentFault(`${what}: ${error.message}`);
  }
}

/** Why a certificate is refused; it never leaves a reader, which answers it as a refusal. */
export class CertificateFault extends Error {
  override readonly name = 'CertificateFault';
  readonly code: CertificateRefusalCode;

  constructor(code: CertificateRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Reads one field, and gives what goes wrong in it the field's own code.
 * A broken tag or length is no fault of the field: from there on nothing can be trusted to be what it seems.
 */
export function inField<T>(code: CertificateRefusalCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerFault)) throw error;
    throw new CertificateFault(
      error.kind === 'encoding' ? 'CERTIFICATE_NOT_DER' : code,
      error.message,
    );
  }
}
