import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** Kinds of key that a factory of the lab may use: one kind through and through, so that a device needs one algorithm. */
export const factoryKeyKinds = ['p-256', 'p-384', 'rsa-2048', 'ed25519'] as const;

export type FactoryKeyKind = (typeof factoryKeyKinds)[number];

export interface FactoryKeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

// Asynchronous, so that several are made at once and a signal is heard meanwhile.
const generate = promisify(generateKeyPair);

export function makeKeyPair(kind: FactoryKeyKind): Promise<FactoryKeyPair> {
  switch (kind) {
    case 'p-256':
      return generate('ec', { namedCurve: 'P-256' });
    case 'p-384':
      return generate('ec', { namedCurve: 'P-384' });
    case 'rsa-2048':
      return generate('rsa', { modulusLength: 2_048 });
    case 'ed25519':
      return generate('ed25519');
  }
}

/** How such a key signs certificates; `parameters` is `null` for ASN.1's NULL (RFC 4055 section 5, RFC 5758, RFC 8410). */
export const signatureOf: Readonly<
  Record<
    FactoryKeyKind,
    { readonly hash: string | null; readonly algorithm: string; readonly parameters?: null }
  >
> = {
  'p-256': { hash: 'sha256', algorithm: '1.2.840.10045.4.3.2' },
  'p-384': { hash: 'sha384', algorithm: '1.2.840.10045.4.3.3' },
  'rsa-2048': { hash: 'sha256', algorithm: '1.2.840.113549.1.1.11', parameters: null },
  ed25519: { hash: null, algorithm: '1.3.101.112' },
};
