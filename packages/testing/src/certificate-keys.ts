import { generateKeyPair, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export type CertificateKey =
  | 'rsa-1024'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-4096'
  | 'p-256'
  | 'p-384'
  | 'p-521'
  | 'ed25519'
  | 'secp256k1';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

const curves: Readonly<Record<'p-256' | 'p-384' | 'p-521' | 'secp256k1', string>> = {
  'p-256': 'prime256v1',
  'p-384': 'secp384r1',
  'p-521': 'secp521r1',
  secp256k1: 'secp256k1',
};

// RSA keys take up to seconds to make, and no test asks for two different ones of a kind without saying so.
const made = new Map<CertificateKey, Promise<KeyPair>>();

/** The process's one key pair of a kind, made when it is first asked for. */
export function keyPairOf(key: CertificateKey): Promise<KeyPair> {
  const known = made.get(key);
  if (known !== undefined) return known;
  const pair = newKeyPair(key);
  made.set(key, pair);
  return pair;
}

/** A key pair that nobody else has. */
export function newKeyPair(key: CertificateKey): Promise<KeyPair> {
  switch (key) {
    case 'ed25519':
      return generate('ed25519');
    case 'p-256':
    case 'p-384':
    case 'p-521':
    case 'secp256k1':
      return generate('ec', { namedCurve: curves[key] });
    default:
      return generate('rsa', { modulusLength: Number(key.slice('rsa-'.length)) });
  }
}

/** A P-256 key pair at once: for those who cannot wait. */
export const newEcKeyPair = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
