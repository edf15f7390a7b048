import { expect } from 'chai';
import fc from 'fast-check';
import { faultsIn, type Tally } from './override-rules/compare.js';
import { script } from './override-rules/random-scripts.js';

describe('override sources (property)', () => {
  it('give what the rules say, in whatever order they answer, fail and disagree', async function () {
    this.timeout(60_000);
    const tally: Tally = {};
    await fc.assert(
      fc.asyncProperty(script, async (one) => {
        expect(await faultsIn(one, tally)).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
    expect(tally).to.include.keys('ALLOW', 'skipped', 'lastGood', 'OVERRIDE_CONFLICT');
  });
});
