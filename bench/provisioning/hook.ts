import { composeHook, defineHook } from '@gangway/composition';
import { Clock, definePlugin, Logger, provide } from '@gangway/core';
import { type HookTarget, inProcessHook } from '@gangway/emulator';
import { claimOnce } from '@gangway/plugins/claim-once';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { openSqliteStore, sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { serialNumberOf } from './terms.js';

const clock = createSystemClock();

/**
 * The hook: who is registered comes aboard, once.
 *
 * @param path of a SQLite registry that is made; the registry is in memory without it
 */
export async function provisioningHook(devices: number, path?: string): Promise<HookTarget> {
  const ids = Array.from({ length: devices }, (_, nth) => serialNumberOf(nth));
  if (path !== undefined) await register(ids, path);
  const definition = defineHook([
    path === undefined
      ? memoryDeviceRegistry({ devices: ids.map((id) => ({ id })) })
      : sqliteDeviceRegistry({ path }),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    claimOnce(),
  ]);
  return inProcessHook(composeHook(definition, { replace: [quiet] }));
}

async function register(ids: readonly string[], path: string): Promise<void> {
  const store = openSqliteStore({ path, clock, create: true });
  const records = ids.map((id) => ({
    record: { id, state: 'expected', attributes: {} } as const,
  }));
  await store.inventory.put(records, { signal: AbortSignal.timeout(60_000) });
  await store.close();
}

/** The emulator's time, and a log that nobody reads. */
const quiet = definePlugin({
  name: 'bench',
  build: () => ({
    provides: [
      provide(Clock, {}, () => clock),
      provide(Logger, {}, () => ({ log: () => undefined })),
    ],
  }),
})();
