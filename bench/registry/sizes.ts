// Finds devices and commits claims in a SQLite registry of some size, and reports how long each took.
// usage: sizes <file> <devices in it> <samples>

import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { report } from '../report.js';
import { deviceIdOf } from './device-list.js';
import { entryOf } from './entries.js';

const [, , path = '', deviceCount = '', sampleCount = ''] = process.argv;
const [devices, samples] = [Number(deviceCount), Number(sampleCount)];
const store = openSqliteStore({ path, clock: createSystemClock() });
const { signal } = new AbortController();

// A stride that shares no factor with the powers of ten: all over the file, and no device twice.
const deviceAt = (index: number) => deviceIdOf((index * 7_919) % devices);

/** Finds devices all over the file, the same ones each time. */
async function findAll(): Promise<readonly number[]> {
  const took: number[] = [];
  for (let index = 0; index < 20 * samples; index += 1) {
    const id = deviceAt(index);
    const began = performance.now();
    const found = await store.registry.find(id, { signal });
    took.push(performance.now() - began);
    if (found === undefined) throw new Error(`${id} is not there`);
  }
  return took;
}

async function commitAll(): Promise<readonly number[]> {
  const took: number[] = [];
  for (let index = 0; index < Math.min(samples, devices); index += 1) {
    const id = deviceAt(index);
    const entry = entryOf(id, `certificate of ${id}`);
    const began = performance.now();
    const { kind } = await store.ledger.commit(entry, { signal });
    took.push(performance.now() - began);
    if (kind !== 'committed') throw new Error(`${id}: ${kind}`);
  }
  return took;
}

// The first time warms the program up, and has the machine read the file.
await findAll();
const finds = await findAll();
const commits = await commitAll();
await store.close();
report({
  findP50: at(finds, 0.5),
  findP99: at(finds, 0.99),
  commitP50: at(commits, 0.5),
  commitP99: at(commits, 0.99),
});

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
