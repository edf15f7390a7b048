import type { CertificateInput } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { makeChain } from './chain-parts.js';
import { flipBits } from './flipped-bits.js';

const kinds: Readonly<Record<string, Parameters<typeof makeChain>[0]>> = {
  'P-256': {},
  Ed25519: { root: { key: 'ed25519' }, intermediate: { key: 'ed25519' } },
  RSA: { root: rsa(), intermediate: rsa() },
  'RSASSA-PSS': { root: rsa(), intermediate: rsa({ pss: {} }), leaf: { pss: {} } },
};

function rsa(more: CertificateInput = {}): CertificateInput {
  return { key: 'rsa-2048', freshKey: false, ...more };
}

describe('a sound chain of three with one bit flipped in a signed certificate', () => {
  for (const [kind, inputs] of Object.entries(kinds)) {
    it(`is never valid: ${kind}`, async () => {
      const chain = await makeChain(inputs);
      const [seed = 0] = fc.sample(fc.nat(), 1);
      const flips = flipBits(chain, 400, seed);
      expect(flips.accepted).to.deep.equal([]);
      // Most of them must get past the reader, or nothing was shown of the chain.
      expect(flips.read).to.be.above(150);
    });
  }
});
