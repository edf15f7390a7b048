import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type FakeClock, fakeClock } from '../../doubles/fake-clock.js';
import { expectAlike } from './final-state.js';
import { ledgerCommands } from './ledger-commands.js';
import { emptyModel } from './model.js';
import { outlasting } from './outlast-command.js';
import { storeCommands } from './store-commands.js';
import type { System } from './system.js';

const callsInARun = 50;

/**
 * Random sequences of calls are answered as the model answers them, and leave what the model leaves.
 *
 * @param open a system with nothing in it; its store is closed here
 */
export function describeModelRuns(
  open: (clock: FakeClock) => Promise<System>,
  runs: number,
  ofStore = false,
): void {
  const ofLedger = [...ledgerCommands, outlasting, outlasting];
  const calls = ofStore ? [...ofLedger, ...storeCommands] : ofLedger;
  const sequences = fc.commands(calls, { maxCommands: callsInARun, size: 'max' });

  describe('the model', () => {
    it(`answers ${runs} random sequences of calls alike`, async function () {
      this.timeout(Math.max(60_000, runs * 1_000));
      const property = fc.asyncProperty(sequences, async (sequence) => {
        const clock = fakeClock();
        const system = { ...(await open(clock)), clock, asks: [] };
        const model = emptyModel(clock.now());
        try {
          await fc.asyncModelRun(() => ({ model, real: system }), sequence);
          if (system.store !== undefined) await expectAlike(model, system.store);
        } finally {
          await system.store?.close();
        }
      });
      await fc.assert(property, { numRuns: runs });
    });
  });
}
