import { sameOctets } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';

describe('sameOctets', () => {
  it('says of any two runs of octets whether they are the same, of unequal lengths, too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (a, b) => {
        expect(sameOctets(a, b)).to.equal(Buffer.compare(a, b) === 0);
        expect(sameOctets(a, Uint8Array.from(a))).to.equal(true);
        expect(sameOctets(a, Uint8Array.from([...a, 0]))).to.equal(false);
      }),
    );
  });
});
