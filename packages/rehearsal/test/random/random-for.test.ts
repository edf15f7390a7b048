import { expect } from 'chai';
import fc from 'fast-check';
import { randomFor } from '../../dist/random/random-for.js';

const draws = (seed: number, ...key: string[]) => {
  const random = randomFor(seed, ...key);
  return Array.from({ length: 8 }, random.next);
};

describe('randomFor', () => {
  it('draws the same for the same seed and key, whoever drew before', () => {
    const alone = draws(7, 'SN-0001', 'pauses');
    draws(7, 'SN-0002', 'pauses');
    expect(draws(7, 'SN-0001', 'pauses')).to.deep.equal(alone);
  });

  it('draws otherwise for another seed, another key and another division of the key', () => {
    const all = [
      draws(7, 'a', 'b'),
      draws(8, 'a', 'b'),
      draws(7, 'a', 'c'),
      draws(7, 'ab'),
      draws(7),
    ];
    expect(new Set(all.map(String)).size).to.equal(all.length);
  });

  it('draws whole numbers below the end, and each of them', () => {
    const random = randomFor(1, 'die');
    const seen = new Set(Array.from({ length: 200 }, () => random.below(6)));
    expect([...seen].sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('draws evenly', () => {
    const random = randomFor(1, 'even');
    const sum = Array.from({ length: 10_000 }, random.next).reduce((total, drawn) => total + drawn);
    expect(sum / 10_000).to.be.closeTo(0.5, 0.02);
  });

  it('picks something of the list, and says where there is nothing', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.integer(), { minLength: 1 }), (seed, list) => {
        expect(list).to.include(randomFor(seed, 'pick').pick(list));
      }),
    );
    expect(() => randomFor(1).pick([])).to.throw(RangeError);
  });
});
