import { expect } from 'chai';
import fc from 'fast-check';
import { partNames, readLongParameter } from '../../dist/proof/long-parameter.js';

const full = 'a'.repeat(4_096);

describe('a long parameter', () => {
  it('is put together from the parts it was cut into, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 * 4_096 }), (length) => {
        const text = 'x'.repeat(length);
        const pieces = text.match(/.{1,4096}/g) ?? [];
        const names = partNames('Chain');
        const sent = Object.fromEntries(pieces.map((piece, at) => [names[at], piece]));
        expect(readLongParameter(sent, 'Chain')).to.deep.equal({ text });
      }),
      { numRuns: 50 },
    );
  });

  it('is absent where no part is sent, or nothing in it', () => {
    expect(readLongParameter({ Chain: '' }, 'Chain')).to.equal(undefined);
    expect(readLongParameter({ Other: 'a', Chain9: 'a' }, 'Chain')).to.equal(undefined);
  });

  for (const [what, parameters] of Object.entries({
    'an empty first part': { Chain: '', Chain2: 'b' },
    'a gap': { Chain: full, Chain3: 'b' },
    'no first part': { Chain2: 'b' },
    'an empty part': { Chain: 'a', Chain2: '' },
    'a part that is not full before the last': { Chain: 'a', Chain2: 'b' },
  } satisfies Record<string, Record<string, string>>)) {
    it(`is at fault with ${what}`, () => {
      expect(readLongParameter(parameters, 'Chain')).to.have.property('fault');
    });
  }
});
