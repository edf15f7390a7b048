import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { entryFor, faultIn, realClock, signal } from './registry-file.js';

/**
 * A process of its own that claims `SN-0` to `SN-<count - 1>`, each with a certificate of its own, and tells its parent
 * what came of each once it is told to begin.
 */
const [, , path = '', name = '', count = '0'] = process.argv;
const store = openSqliteStore({ path, clock: realClock, busyTimeoutMs: 20_000, create: true });

async function claimAll(tell: (serial: number, kind: string) => void): Promise<void> {
  for (let serial = 0; serial < Number(count); serial += 1) {
    const entry = entryFor(`${name}-${serial}`, `SN-${serial}`);
    const { kind } = await store.ledger.commit(entry, { signal });
    tell(serial, kind);
  }
  await store.close();
}

if (process.send === undefined) {
  // Without a parent to talk to: how many were told, and what the next one failed with.
  let told = 0;
  const fault = await faultIn(
    claimAll(() => {
      told += 1;
    }),
  );
  console.log(told);
  console.error(fault);
} else {
  process.once('message', async () => {
    await claimAll((serial, kind) => process.send?.({ serial, kind }));
    process.disconnect();
  });
  process.send('ready');
}
