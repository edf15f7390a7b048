import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../bench/bundle.js';
import { hostileInputs, type Input, thirdPartyInputs } from '../certificates/inputs.js';
import { differences, faultsOf, slowest } from '../certificates/judge.js';
import { node22 } from '../certificates/node-22.js';
import { type Readings, readOn } from '../certificates/read-on.js';
import type { Suite } from '../suite.js';

/** Both certificate readers on Node 22 and 24: odd certificates, chains, and texts made to keep them busy. */
export const certificates: Suite = {
  name: 'certificates',
  fullRuns: 2_000,
  async run({ seed, runs, progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-certificates-'));
    try {
      const { file } = await bundle(
        new URL('../certificates/read-batch.ts', import.meta.url),
        folder,
      );
      const found = thirdPartyInputs();
      const given: readonly Input[] = 'missing' in found ? [] : found;
      const made = await hostileInputs(seed, runs);
      const nodes = await versions(progress);
      const faults: string[] = [];
      const times: string[] = [];
      const all: Readings['byName'][] = [];
      for (const [version, node] of Object.entries(nodes.binaries)) {
        progress(`Node ${version} reads ${given.length + made.length} texts`);
        const asGiven = await readOn(node, file, given, folder);
        const asMade = await readOn(node, file, made, folder);
        faults.push(...faultsOf(version, given, asGiven, 'certificate'));
        faults.push(...faultsOf(version, made, asMade, 'hostile'));
        times.push(`Node ${version} ${slowest(asMade).toFixed(1)} ms`);
        all.push(new Map([...asGiven.byName, ...asMade.byName]));
      }
      const [first, ...others] = all;
      if (first !== undefined) faults.push(...others.flatMap((other) => differences(first, other)));
      const notes = [
        ...('missing' in found ? [`SKIPPED third-party files: ${found.missing}`] : []),
        ...nodes.notes,
      ];
      return {
        summary: [
          `${given.length} third-party and ${made.length} hostile texts read alike by both readers`,
          `longest block ${times.join(', ')}`,
          ...notes,
        ].join('; '),
        faults,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** The Nodes that are there; a Node 22 that cannot be had is said, and is no fault of the readers. */
async function versions(progress: (line: string) => void) {
  const own = { [process.versions.node]: process.execPath };
  try {
    return { binaries: { ...own, 22: await node22(progress) }, notes: [] };
  } catch (error) {
    const [line] = String(error).split('\n');
    return { binaries: own, notes: [`SKIPPED Node 22, which cannot be had from npm: ${line}`] };
  }
}
