// Emulator and hook in one process, nothing refused and nothing logged. Reports where it listens, and, once so many devices have
// come as were asked for, its memory meanwhile. Ends when it is told to.
// usage: emulator memory|sqlite FOLDER DEVICES SAMPLES
import { join } from 'node:path';
import { sqliteAccountStore, startEmulator } from '@gangway/emulator';
import { report } from '../report.js';
import { provisioningHook } from './hook.js';
import { template } from './template.js';
import type { Endpoint } from './terms.js';
import { watchMemory } from './watch-memory.js';

const [, , state = '', folder = '', devices = '', samples = ''] = process.argv;
const inSqlite = state === 'sqlite';
const hook = await provisioningHook(
  Number(devices),
  inSqlite ? join(folder, 'devices.db') : undefined,
);
const emulator = await startEmulator({
  hook: samples === '0' ? hook : watchMemory(hook, Number(devices), Number(samples), report),
  template: { name: 'bench', body: template },
  ...(inSqlite && { state: sqliteAccountStore({ path: join(folder, 'account.db') }) }),
});
const { mqtt, ca, claim, templateName } = emulator;
report({ ...mqtt, ca, claim, templateName } satisfies Endpoint);
process.once('SIGTERM', () => process.exit());
