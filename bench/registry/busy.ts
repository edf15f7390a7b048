// Commits while another process holds the file for a second, and reports the longest time that nothing else could run.
// usage: busy <file>
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { report } from '../report.js';
import { entryOf } from './entries.js';

const [, , path = ''] = process.argv;
const store = openSqliteStore({ path, clock: createSystemClock(), create: true });
const { signal } = new AbortController();
await store.ledger.commit(entryOf('SN-first', 'first'), { signal });

// Takes the file, says so, and lets go of it after a second.
const holder = `
  const { DatabaseSync } = require('node:sqlite');
  const file = new DatabaseSync(process.argv[1]);
  file.exec('BEGIN IMMEDIATE');
  process.stdout.write('held');
  setTimeout(() => file.exec('COMMIT'), 1_000);
`;
const other = spawn(process.execPath, ['-e', holder, path], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
await once(other.stdout, 'data');
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const began = performance.now();
const results = await Promise.all(
  ['SN-1', 'SN-2', 'SN-3'].map((id) => store.ledger.commit(entryOf(id, id), { signal })),
);
const waited = performance.now() - began;
delay.disable();
if (results.some(({ kind }) => kind !== 'committed')) throw new Error(JSON.stringify(results));
await store.close();
report({ waited, longestBlock: delay.max / 1e6 });
