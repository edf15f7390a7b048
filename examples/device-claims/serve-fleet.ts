import { join } from 'node:path';
import { serve } from '@gangway/adapter-http';
import { composeHook, composeLifecycle } from '@gangway/composition';
import { openSqliteStore, sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { memoryDecisionSink, memoryLogger } from '@gangway/testing';
import hook from './hook.js';

/** Serves the hook over HTTP, with these devices in its registry, and remembers why each client was refused. */
export async function serveFleet(folder: string, serials: readonly string[]) {
  const path = join(folder, 'devices.db');
  const store = openSqliteStore({ path, clock: createSystemClock(), create: true });
  const entries = serials.map((id) => ({
    record: { id, state: 'expected', attributes: { site: 'Oslo' } } as const,
  }));
  await store.inventory.put(entries, { signal: AbortSignal.timeout(5_000) });
  await store.close();

  const sink = memoryDecisionSink();
  const registry = sqliteDeviceRegistry({ path });
  const quiet = memoryLogger().plugin();
  const composed = composeHook(hook, { replace: [registry, sink.plugin(), quiet] });
  const lifecycle = composeLifecycle(hook, { replace: [registry, quiet] });
  const server = await serve(composed, { port: 0, insecure: 'loopback', lifecycle });
  return {
    url: server.url,
    reasonOf: (clientId: string) =>
      sink.records.findLast(({ subject }) => subject.clientId === clientId)?.reason?.code,
    close: server.close,
  };
}
