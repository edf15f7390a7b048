import { join } from 'node:path';
import { bundle } from '../bundle.js';
import type { Bench, Group } from '../group.js';
import { compare, type Row, ratioAtLeast, ratioAtMost, tell, valueAtMost } from '../row.js';
import { runWorker } from '../worker.js';
import { writeDeviceList } from './device-list.js';
import { importDevices } from './import.js';

interface Latencies {
  readonly findP50: number;
  readonly findP99: number;
  readonly commitP50: number;
  readonly commitP99: number;
}

/** The SQLite registry: its import, its latencies as it grows, its commits beside a bare program's, its patience. */
export const registry: Group = {
  name: 'registry',
  async run(bench) {
    const rows: Row[] = [];
    const steps = [importAndSizes, commits, busy];
    for (const [index, step] of steps.entries()) {
      rows.push(...(await step(bench)));
      bench.progress(index + 1, steps.length);
    }
    return rows;
  },
};

const program = async ({ folder }: Bench, name: string): Promise<string> =>
  (await bundle(new URL(`./${name}.ts`, import.meta.url), join(folder, name))).file;

async function importAndSizes(bench: Bench): Promise<readonly Row[]> {
  const sizes = bench.quick ? [1_000, 5_000, 20_000] : [1_000, 100_000, 1_000_000];
  const worker = await program(bench, 'sizes');
  const rows: Row[] = [];
  const found: Latencies[] = [];
  for (const [index, size] of sizes.entries()) {
    const manifest = join(bench.folder, `${size}.csv`);
    const path = join(bench.folder, `${size}.db`);
    await writeDeviceList(manifest, size);
    const { seconds, peakMegabytes } = await importDevices(manifest, path);
    if (index === sizes.length - 1) {
      rows.push(tell(`import of ${size} devices`, 'rows/s', size / seconds));
      rows.push(tell(`import of ${size} devices, peak`, 'MB', peakMegabytes, valueAtMost(150)));
    }
    found.push(await runWorker<Latencies>(worker, [path, `${size}`, bench.quick ? '200' : '1000']));
  }
  const [small, ...larger] = found;
  for (const [index, latencies] of larger.entries()) {
    if (small === undefined) break;
    for (const [name, figure] of [
      ['find, p50', 'findP50'],
      ['find, p99', 'findP99'],
      ['commit, p50', 'commitP50'],
      ['commit, p99', 'commitP99'],
    ] as const) {
      const other = { name: `${sizes[0]} devices`, value: small[figure] * 1_000 };
      const value = latencies[figure] * 1_000;
      rows.push(
        compare(`${name} at ${sizes[index + 1]} devices`, 'µs', value, other, ratioAtMost(2)),
      );
    }
  }
  return rows;
}

async function commits(bench: Bench): Promise<readonly Row[]> {
  const worker = await program(bench, 'commits');
  const files = ['gangway', 'bare'].map((name) => join(bench.folder, `commits-${name}.db`));
  const turns = bench.quick ? 3 : 15;
  const took = await runWorker<{ gangway: number[]; bare: number[] }>(worker, [
    ...files,
    '200',
    `${turns}`,
  ]);
  const perSecond = (milliseconds: readonly number[]) => 1_000 / median(milliseconds);
  const other = { name: 'bare node:sqlite, the same statements', value: perSecond(took.bare) };
  return [compare('commits', '/s', perSecond(took.gangway), other, ratioAtLeast(0.7))];
}

async function busy(bench: Bench): Promise<readonly Row[]> {
  const worker = await program(bench, 'busy');
  const found = await runWorker<{ waited: number; longestBlock: number }>(worker, [
    join(bench.folder, 'busy.db'),
  ]);
  return [
    tell(
      'a file that is busy for a second: longest block of the event loop',
      'ms',
      found.longestBlock,
      valueAtMost(50),
      `three commits waited ${found.waited.toFixed(0)} ms`,
    ),
  ];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
