import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { CertificateKeys } from '@gangway/emulator/certificates';

/** Kinds of key that a factory of the lab may use: one kind through and through, so that a device needs one algorithm. */
export const factoryKeyKinds = ['p-256', 'p-384', 'rsa-2048', 'ed25519'] as const;

export type FactoryKeyKind = (typeof factoryKeyKinds)[number];

// Asynchronous, so that several are made at once and a signal is heard meanwhile.
const generate = promisify(generateKeyPair);

export function makeKeyPair(kind: FactoryKeyKind): Promise<CertificateKeys> {
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
