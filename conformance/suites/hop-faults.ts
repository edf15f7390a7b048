import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newHopKey } from '@gangway/testing';
import { bundle } from '../../bench/bundle.js';
import { betweenThem } from '../hop/faults/between-them.js';
import { skewedClocks } from '../hop/faults/clock-faults.js';
import { connectionFaults } from '../hop/faults/connection-faults.js';
import type { FaultBench, Tried } from '../hop/faults/fault.js';
import { flood } from '../hop/faults/flood.js';
import { forgedAnswers } from '../hop/faults/forged-answers.js';
import { junkAnswers } from '../hop/faults/junk-answers.js';
import { keyFaults } from '../hop/faults/key-faults.js';
import { processFaults } from '../hop/faults/process-faults.js';
import { rawCallFaults } from '../hop/faults/raw-call-faults.js';
import { silentAnswers } from '../hop/faults/silent-answers.js';
import { slowSenders } from '../hop/faults/slow-senders.js';
import { tlsFaults } from '../hop/faults/tls-faults.js';
import { wrongIn } from '../hop/faults/wrong-rows.js';
import { withWarnings } from '../hop/own-warnings.js';
import type { Suite } from '../suite.js';

// Shorter than this, a flood would be over before anything had filled up.
const leastFloodMs = 2_000;

/** Everything that may go wrong between proxy and container is a denial in time, and leaves nothing behind. */
export const hopFaults: Suite = {
  name: 'hop-faults',
  // Milliseconds of a flood.
  fullRuns: 60_000,
  async run({ runs, progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-hop-'));
    const entry = new URL('../hop/container-program.ts', import.meta.url);
    try {
      const { file: program } = await bundle(entry, folder);
      const bench: FaultBench = { key: newHopKey(), program, progress };
      const floodMs = Math.max(runs, leastFloodMs);
      const { result: all, warnings } = await withWarnings(() => tryAll(bench, floodMs));
      const rows = all.map(({ row }) => row);
      const denials = rows.filter(({ answer }) => answer.startsWith('deny'));
      const longest = Math.max(...rows.map(({ ms }) => ms));
      return {
        summary: `${rows.length} faults, and what is close to one; ${denials.length} of them denied, ${longest} ms at most`,
        faults: [...wrongIn(all), ...warnings],
        rows,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function tryAll(bench: FaultBench, floodMs: number): Promise<readonly Tried[]> {
  const all: Tried[] = [];
  for (const [what, fault] of Object.entries(groups(floodMs))) {
    bench.progress(what);
    all.push(...(await fault(bench)));
  }
  return all;
}

const groups = (floodMs: number) => ({
  'forged answers': betweenThem(forgedAnswers),
  'junk for an answer': betweenThem(junkAnswers),
  'no answer': betweenThem(silentAnswers),
  connections: connectionFaults,
  TLS: tlsFaults,
  clocks: skewedClocks,
  keys: keyFaults,
  'calls that no proxy sends': rawCallFaults,
  processes: processFaults,
  'slow senders': slowSenders,
  'a flood': (bench: FaultBench) => flood(bench, floodMs),
});
