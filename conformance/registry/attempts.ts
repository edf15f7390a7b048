// One of several processes that all want the same devices, each time with a certificate of their own.
// usage: attempts <store address as JSON> <this process's name> <devices> <attempts>; begins when standard input says so
import { once } from 'node:events';
import { entryOf } from '../../bench/registry/entries.js';
import { settle } from './settle.js';
import { openStore } from './store-address.js';

const [, , address = '', name = '', deviceCount = '', attemptCount = ''] = process.argv;
const [devices, attempts] = [Number(deviceCount), Number(attemptCount)];
const store = openStore(JSON.parse(address));
await store.registry.find('nobody', { signal: AbortSignal.timeout(30_000) });
process.stdout.write('ready\n');
await once(process.stdin, 'data');

const found = {
  committed: [] as [string, string][],
  denied: {} as Record<string, number>,
  failures: 0,
};
let next = 0;
// Several at once, and all processes at the same devices at the same time.
await Promise.all(Array.from({ length: 8 }, run));
await store.close();
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));

async function run(): Promise<void> {
  while (next < attempts) {
    const attempt = next;
    next += 1;
    const device = `SN-${Math.floor((attempt * devices) / attempts)}`;
    const certificate = `${name}-${attempt}`;
    const { result, failures } = await settle(store.ledger, entryOf(device, certificate));
    found.failures += failures;
    if (result.kind === 'deny') found.denied[result.code] = (found.denied[result.code] ?? 0) + 1;
    else found.committed.push([device, certificate]);
  }
}
