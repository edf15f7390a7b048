import type { PublicKey } from '@gangway/core';
import { expect } from 'chai';
import { keyFloor } from '#core/chain/key-floors.js';
import { makeRoot, read } from './chain-parts.js';

const rsa = (bits: number, exponent: bigint): PublicKey => ({ kind: 'RSA', bits, exponent });
const e = 65_537n;

describe('a key in a chain', () => {
  const allowed: readonly PublicKey[] = [
    rsa(2_048, e),
    rsa(4_096, e),
    rsa(2_048, 2n ** 33n - 1n),
    { kind: 'EC', curve: 'P-256' },
    { kind: 'EC', curve: 'P-384' },
    { kind: 'EC', curve: 'P-521' },
    { kind: 'Ed25519' },
  ];
  const refused: readonly PublicKey[] = [
    rsa(2_047, e),
    rsa(4_097, e),
    rsa(Number.NaN, e),
    rsa(2_048, 3n),
    rsa(2_048, 65_535n),
    rsa(2_048, 65_538n),
    rsa(2_048, 2n ** 33n + 1n),
    { kind: 'EC', curve: '1.3.132.0.10' },
    { kind: 'other', algorithm: '1.2.840.10040.4.1' },
  ];
  const told = (key: PublicKey) =>
    key.kind === 'RSA'
      ? `RSA of ${key.bits} bits with ${key.exponent}`
      : Object.values(key).join(' ');

  for (const publicKey of allowed) {
    it(`may be ${told(publicKey)}`, async () => {
      expect(keyFloor({ ...read(await makeRoot()), publicKey })).to.equal(undefined);
    });
  }
  for (const publicKey of refused) {
    it(`may not be ${told(publicKey)}`, async () => {
      const found = keyFloor({ ...read(await makeRoot()), publicKey });
      expect(found).to.have.property('code', 'CHAIN_KEY_NOT_ALLOWED');
    });
  }
});
