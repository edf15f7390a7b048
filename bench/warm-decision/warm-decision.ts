import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from '../bundle.js';
import { deviceEvent } from '../events.js';
import type { Bench, Group } from '../group.js';
import type { Figure } from '../row.js';
import { compare, type Row, ratioAtMost } from '../row.js';
import { runWorker } from '../worker.js';

interface Found {
  readonly floor: number;
  readonly logged: number;
  readonly quiet: number;
}

/** One decision of a hook that is warm, with five checks, against what nobody can do without. */
export const warmDecision: Group = {
  name: 'warm-decision',
  async run(bench) {
    const worker = await bundle(
      new URL('./decisions.ts', import.meta.url),
      join(bench.folder, 'worker'),
    );
    const keys = ['rsa-2048', 'p-256'] as const;
    const rows: Row[] = [];
    for (const [index, key] of keys.entries()) {
      rows.push(...(await rowsFor(bench, worker.file, key)));
      bench.progress(index + 1, keys.length);
    }
    return rows;
  },
};

async function rowsFor(
  { folder, quick }: Bench,
  worker: string,
  key: 'rsa-2048' | 'p-256',
): Promise<readonly Row[]> {
  const event = join(folder, `${key}.json`);
  await writeFile(event, JSON.stringify(await deviceEvent(key)));
  const found = await runWorker<Found>(worker, [event, quick ? 'quick' : 'full']);
  const floor: Figure = { name: 'X509Certificate, SHA-256, JSON', value: found.floor };
  return [
    compare(
      `warm decision, ${key}, log to a null stream`,
      'µs',
      found.logged,
      floor,
      ratioAtMost(3),
    ),
    compare(`warm decision, ${key}, no log`, 'µs', found.quiet, floor),
  ];
}
