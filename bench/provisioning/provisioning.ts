import { join } from 'node:path';
import { bundle } from '../bundle.js';
import type { Bench, Group } from '../group.js';
import type { Row } from '../row.js';
import { memory } from './memory.js';
import type { Programs } from './programs.js';
import { rates } from './rates.js';

/** Whole devices through the emulator, against the same cryptography alone; and the emulator's memory over a fleet. */
export const provisioning: Group = {
  name: 'provisioning',
  async run(bench) {
    const programs = await bundlePrograms(bench);
    const rows: Row[] = [];
    for (const keyMaking of ['before', 'within', 'aws-iot'] as const) {
      rows.push(...(await rates(bench, programs, keyMaking)));
    }
    for (const state of ['sqlite', 'memory'] as const) {
      rows.push(...(await memory(bench, programs, state)));
    }
    return rows;
  },
};

async function bundlePrograms({ folder }: Bench): Promise<Programs> {
  const program = async (name: string) => {
    const entry = new URL(`./${name}.ts`, import.meta.url);
    return (await bundle(entry, join(folder, name), ['@aws-sdk/*'])).file;
  };
  const [emulator, fleet, floorServer, floorClient] = await Promise.all([
    program('emulator'),
    program('fleet'),
    program('floor-server'),
    program('floor-client'),
  ]);
  return { emulator, fleet, floorServer, floorClient };
}
