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
    const steps = [
      ...(['before', 'within', 'aws-iot'] as const).map(
        (keyMaking) => () => rates(bench, programs, keyMaking),
      ),
      ...(['sqlite', 'memory'] as const).map((state) => () => memory(bench, programs, state)),
    ];
    const rows: Row[] = [];
    for (const [index, step] of steps.entries()) {
      rows.push(...(await step()));
      bench.progress(index + 1, steps.length);
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
