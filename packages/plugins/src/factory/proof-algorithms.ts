import { constants, type KeyObject, type SignKeyObjectInput } from 'node:crypto';
import type { PublicKey } from '@gangway/core';

/** What a device may sign its proof with, by the names of the wire. */
export const proofAlgorithms = [
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
  'rsa-pss-sha256',
  'rsa-pss-sha384',
  'rsa-pss-sha512',
  'rsa-pkcs1-sha256',
  'rsa-pkcs1-sha384',
  'rsa-pkcs1-sha512',
  'ed25519',
] as const;

export type ProofAlgorithm = (typeof proofAlgorithms)[number];

type Hash = 'sha256' | 'sha384' | 'sha512';

type Scheme =
  | { readonly kind: 'ecdsa' | 'rsa-pss' | 'rsa-pkcs1'; readonly hash: Hash }
  | { readonly kind: 'ed25519'; readonly hash: null };

const hashes: readonly Hash[] = ['sha256', 'sha384', 'sha512'];

// FIPS 186-5 section 6.1.1: a hash is at least as strong as the curve.
const weakestHash: Readonly<Record<string, Hash>> = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  'P-521': 'sha512',
};

function schemeOf(algorithm: ProofAlgorithm): Scheme {
  if (algorithm === 'ed25519') return { kind: 'ed25519', hash: null };
  const at = algorithm.lastIndexOf('-');
  return {
    kind: algorithm.slice(0, at) as 'ecdsa' | 'rsa-pss' | 'rsa-pkcs1',
    hash: algorithm.slice(at + 1) as Hash,
  };
}

/** Whether a key of this kind signs with this algorithm. */
export function fitsKey(algorithm: ProofAlgorithm, key: PublicKey): boolean {
  const { kind, hash } = schemeOf(algorithm);
  switch (key.kind) {
    case 'RSA':
      return kind === 'rsa-pss' || kind === 'rsa-pkcs1';
    case 'EC': {
      const weakest = Object.hasOwn(weakestHash, key.curve) ? weakestHash[key.curve] : undefined;
      if (kind !== 'ecdsa' || weakest === undefined) return false;
      return hashes.indexOf(hash) >= hashes.indexOf(weakest);
    }
    case 'Ed25519':
      return kind === 'ed25519';
    case 'other':
      return false;
  }
}

/** The two arguments of `node:crypto`'s `sign` and `verify` that an algorithm decides about. */
export function cryptoInput(
  algorithm: ProofAlgorithm,
  key: KeyObject,
): { readonly hash: Hash | null; readonly input: SignKeyObjectInput } {
  const { kind, hash } = schemeOf(algorithm);
  return { hash, input: { key, ...encodings[kind] } };
}

const encodings: Readonly<Record<Scheme['kind'], Omit<SignKeyObjectInput, 'key'>>> = {
  // RFC 3279 section 2.2.3: Ecdsa-Sig-Value.
  ecdsa: { dsaEncoding: 'der' },
  // RFC 8017 section 9.1: a salt as long as the hash, and MGF1 with that hash.
  'rsa-pss': {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  },
  'rsa-pkcs1': { padding: constants.RSA_PKCS1_PADDING },
  ed25519: {},
};
