import { explicit, integer, nullValue, oid, sequence } from './certificate-der.js';
import type { SignatureHash } from './certificate-parts.js';

/** How RSASSA-PSS signs (RFC 4055 section 3.1). */
export interface PssInput {
  /** Octets; as many as the hash has unless told. */
  readonly saltLength?: number;
  /** The hash that is written for the mask generation; the signature's own unless told. It is not what is signed with. */
  readonly maskHash?: SignatureHash;
}

const hashOids: Readonly<Record<SignatureHash, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
};
const octets = { 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 } as const;

const hashOf = (hash: SignatureHash) => sequence(oid(hashOids[hash]), nullValue);

export const pssSaltLength = (hash: SignatureHash, { saltLength }: PssInput): number =>
  saltLength ?? octets[hash];

/** The AlgorithmIdentifier; what is the default is left out, as DER has it. */
export function pssAlgorithm(hash: SignatureHash, input: PssInput): Buffer {
  const mask = input.maskHash ?? hash;
  const salt = pssSaltLength(hash, input);
  return sequence(
    oid('1.2.840.113549.1.1.10'),
    sequence(
      ...(hash === 'SHA-1' ? [] : [explicit(0, hashOf(hash))]),
      ...(mask === 'SHA-1'
        ? []
        : [explicit(1, sequence(oid('1.2.840.113549.1.1.8'), hashOf(mask)))]),
      ...(salt === 20 ? [] : [explicit(2, integer(salt))]),
    ),
  );
}
