import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJson } from '../events.js';
import type { Bench } from '../group.js';
import { growth } from '../growth.js';
import { type Row, tell, valueAtMost } from '../row.js';
import { runWorker } from '../worker.js';
import { fleetCpu, type Programs, startServer } from './programs.js';
import type { MemorySamples } from './watch-memory.js';

const samples = 100;
/** Megabytes: what a conformance run of a container is allowed, for the same reasons. */
const least = { heap: 10, rss: 20 };

/** What a whole fleet leaves behind in the emulator's process. */
export async function memory(
  { folder, quick }: Bench,
  { emulator, fleet }: Programs,
  state: 'sqlite' | 'memory',
): Promise<readonly Row[]> {
  const devices = quick ? 500 : 10_000;
  const stateFolder = join(folder, `state-${state}`);
  await mkdir(stateFolder);
  const server = startServer(emulator, [state, stateFolder, `${devices}`, `${samples}`]);
  try {
    const endpoint = await writeJson(join(stateFolder, 'emulator.json'), await server.finding());
    await runWorker(fleet, [endpoint, '0', '0', `${devices}`, 'within'], { cpu: fleetCpu });
    const { heap, rss } = (await server.finding()) as MemorySamples;
    return state === 'sqlite' ? flatness(devices, { heap, rss }) : [perDevice(devices, heap)];
  } finally {
    server.stop();
  }
}

function flatness(devices: number, { heap, rss }: MemorySamples): readonly Row[] {
  const rowOf = (name: string, samples: readonly number[], most: number) => {
    const { early, late, allowed, summary } = growth(samples, most);
    const title = `${name} over ${devices} devices, state in SQLite: growth`;
    return tell(title, 'MB', late - early, valueAtMost(Math.round(allowed)), summary);
  };
  return [rowOf('heap', heap, least.heap), rowOf('RSS', rss, least.rss)];
}

/** The medians of `growth` are of the second and of the last fifth: three fifths of the devices came between. */
function perDevice(devices: number, heap: readonly number[]): Row {
  const { early, late, summary } = growth(heap, least.heap);
  const kilobytes = ((late - early) * 1_024) / ((devices * 3) / 5);
  return tell('heap a device, state in memory', 'kB', kilobytes, undefined, summary);
}
