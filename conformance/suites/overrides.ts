import fc from 'fast-check';
import { faultsIn, type Tally } from '../../packages/composition/test/override-rules/compare.js';
import { script } from '../../packages/composition/test/override-rules/random-scripts.js';
import type { Suite } from '../suite.js';

// What must have come about for a run to have shown anything.
const awaited = ['ALLOW', 'skipped', 'lastGood', 'OVERRIDE_CONFLICT', 'DEADLINE_EXCEEDED'];

/** Random hooks of override sources that answer, fail and disagree in any order give what the rules say, and nothing else. */
export const overrideRules: Suite = {
  name: 'overrides',
  fullRuns: 50_000,
  async run({ seed, runs, progress }) {
    const tally: Tally = {};
    let done = 0;
    const property = fc.asyncProperty(script, async (one) => {
      done += 1;
      if (done % 5_000 === 0) progress(`${done} of ${runs}`);
      const faults = await faultsIn(one, tally);
      if (faults.length > 0) throw new Error(faults.join('\n'));
    });
    const result = await fc.check(property, { seed, numRuns: runs });
    const missing = awaited.filter((what) => tally[what] === undefined);
    const faults = [
      ...(result.failed ? [fc.defaultReportMessage(result) ?? 'the property failed'] : []),
      ...missing.map((what) => `not one request came to ${what}`),
    ];
    const told = Object.entries(tally).sort(([, a], [, b]) => b - a);
    return {
      summary: `${done} hooks as the rules say; requests by what they came to: ${told.map(([what, times]) => `${what} ${times}`).join(', ')}`,
      faults,
    };
  },
};
