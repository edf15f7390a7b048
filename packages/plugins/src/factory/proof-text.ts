import { decodeBase64url } from '../proof/base64.js';

/** A proof as it travels. */
export interface ProofText {
  /** By the wire's name; not known to be one of ours. */
  readonly algorithm: string;
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly timestamp: number;
  readonly signature: Buffer;
}

// Each character has one way to match: linear. RSA of 4,096 bits makes 683 characters of signature; twelve digits of seconds
// last for 31,000 years and stay whole numbers as milliseconds.
const form = /^v1\.([a-z0-9-]{1,32})\.([1-9][0-9]{0,11})\.([A-Za-z0-9_-]{1,700})$/;

/** Reads `v1.<algorithm>.<timestamp>.<signature>`; `undefined` for any other text. One proof has one text. */
export function readProofText(text: string): ProofText | undefined {
  const [, algorithm, timestamp, signature] = form.exec(text) ?? [];
  if (algorithm === undefined || timestamp === undefined || signature === undefined) {
    return undefined;
  }
  const octets = decodeBase64url(signature);
  return octets === undefined
    ? undefined
    : { algorithm, timestamp: Number(timestamp), signature: octets };
}

export const writeProofText = ({ algorithm, timestamp, signature }: ProofText): string =>
  `v1.${algorithm}.${timestamp}.${signature.toString('base64url')}`;
