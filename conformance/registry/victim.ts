// Commits one device after the other until it is killed; says before and after each on standard output, at once.
// usage: victim <store address as JSON> <this process's name> <first device> <devices>
import { writeSync } from 'node:fs';
import { entryOf } from '../../bench/registry/entries.js';
import { openStore } from './store-address.js';

const [, , address = '', name = '', first = '', count = ''] = process.argv;
const store = openStore(JSON.parse(address));
await store.registry.find('nobody', { signal: AbortSignal.timeout(30_000) });
writeSync(1, 'ready\n');
for (let index = 0; index < Number(count); index += 1) {
  const device = `SN-${Number(first) + index}`;
  const entry = entryOf(device, `${name}-${device}`);
  writeSync(1, `began ${device}\n`);
  const { kind } = await store.ledger.commit(entry, { signal: AbortSignal.timeout(30_000) });
  writeSync(1, `${kind} ${device}\n`);
}
process.exit(0);
