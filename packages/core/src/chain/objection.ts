import type { ChainRefusalCode } from './chain-refusals.js';

/** What speaks against a certificate in its place, or against a path. */
export interface Objection {
  readonly code: ChainRefusalCode;
  /** Continues a sentence that begins with the certificate: `has no basicConstraints`. */
  readonly what: string;
}

export const objection = (code: ChainRefusalCode, what: string): Objection => ({ code, what });
