import { expect } from 'chai';
import fc from 'fast-check';
import { takesIn } from '../../dist/examine/policy/wildcard.js';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 8 });

describe('a pattern of IAM', () => {
  it('takes in what the same regular expression does', () => {
    const same = (own: string) =>
      new RegExp(`^${own.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`);
    fc.assert(
      fc.property(pattern, text, (own, of) => {
        expect(takesIn(own, of)).to.equal(same(own).test(of));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is quick, however many stars it has', () => {
    expect(takesIn(`${'a*'.repeat(2_000)}b`, 'a'.repeat(4_000))).to.equal(false);
  });
});
