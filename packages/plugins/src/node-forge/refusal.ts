import type { CertificateRefusalCode } from '@gangway/core';

/** Ends a reading; the reader answers it as a refusal. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: CertificateRefusalCode;

  constructor(code: CertificateRefusalCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Something is wrong in a field, whichever field that is. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

export function malformed(detail: string): never {
  throw new Malformed(detail);
}

/** Makes what is wrong in a field a refusal with the field's code. */
export function within<T>(code: CertificateRefusalCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Malformed ? new Refusal(code, error.message) : error;
  }
}
