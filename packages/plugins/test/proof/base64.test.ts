import { expect } from 'chai';
import fc from 'fast-check';
import { decodeBase64, decodeBase64url } from '../../dist/proof/base64.js';

describe('base64 of a proof', () => {
  it('gives the octets that were encoded, with padding or without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (octets) => {
        const bytes = Buffer.from(octets);
        expect(decodeBase64(bytes.toString('base64'))).to.deep.equal(bytes);
        expect(decodeBase64url(bytes.toString('base64url'))).to.deep.equal(bytes);
      }),
    );
  });

  it('is no other text: each change of one character gives other octets or none', () => {
    const bytes = Buffer.from([0xfb, 0xef, 0xbe, 0x01]);
    const text = bytes.toString('base64');
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.string({ unit: 'binary', maxLength: 2 }),
        (at, put) => {
          const changed = text.slice(0, at) + put + text.slice(at + 1);
          fc.pre(changed !== text);
          expect(decodeBase64(changed)).to.not.deep.equal(bytes);
        },
      ),
    );
  });

  for (const text of ['+-==', 'MB==', 'MA', 'M', 'MA= =', 'MA==\n', ' MA==']) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(decodeBase64(text)).to.equal(undefined);
    });
  }

  for (const text of ['MB', 'MA==', 'M', 'M+', '-_/_', 'MA\n']) {
    it(`refuses ${JSON.stringify(text)} without padding`, () => {
      expect(decodeBase64url(text)).to.equal(undefined);
    });
  }
});
