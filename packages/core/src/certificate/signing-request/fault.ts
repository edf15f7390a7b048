import type { SigningRequestRefusalCode } from '../../domain/signing-request-refusals.js';
import { DerFault } from '../fault.js';

/** Why a signing request is refused; it never leaves the reader, which answers it as a refusal. */
export class SigningRequestFault extends Error {
  override readonly name = 'SigningRequestFault';
  readonly code: SigningRequestRefusalCode;

  constructor(code: SigningRequestRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Reads one part, and gives what goes wrong in it the part's own code; a broken tag or length is no fault of the part. */
export function inPart<T>(code: SigningRequestRefusalCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerFault)) throw error;
    throw new SigningRequestFault(error.kind === 'encoding' ? 'CSR_NOT_DER' : code, error.message);
  }
}
