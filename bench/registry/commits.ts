// Commits claims through the adapter and through a bare program that does the same statements, in turns, each on a file
// of its own, and reports how long a thousand took of each.
// usage: commits <adapter's file> <bare file> <commits a turn> <turns>
import { DatabaseSync } from 'node:sqlite';
import type { LedgerEntry } from '@gangway/core';
import { openSqliteStore } from '@gangway/plugins/sqlite-device-registry';
import { createSystemClock } from '@gangway/plugins/system-clock';
import { report } from '../report.js';
import { bareLedger } from './bare-ledger.js';
import { entryOf } from './entries.js';

const [, , path = '', barePath = '', perTurn = '', turns = ''] = process.argv;
const store = openSqliteStore({ path, clock: createSystemClock(), create: true });
const bare = bareLedger(new DatabaseSync(barePath));
const { signal } = new AbortController();
const took = { gangway: [] as number[], bare: [] as number[] };

async function throughAdapter(entries: readonly LedgerEntry[]): Promise<void> {
  const began = performance.now();
  for (const entry of entries) {
    const { kind } = await store.ledger.commit(entry, { signal });
    if (kind !== 'committed') throw new Error(kind);
  }
  took.gangway.push((performance.now() - began) / entries.length);
}

async function withoutAdapter(entries: readonly LedgerEntry[]): Promise<void> {
  const began = performance.now();
  for (const entry of entries) bare(entry);
  took.bare.push((performance.now() - began) / entries.length);
}

for (let turn = 0; turn < Number(turns); turn += 1) {
  const entries = Array.from({ length: Number(perTurn) }, (_, index) =>
    entryOf(`SN-${turn}-${index}`, `certificate ${turn}-${index}`),
  );
  const contestants = [throughAdapter, withoutAdapter];
  // Who comes first in a turn comes second in the next.
  if (turn % 2 === 1) contestants.reverse();
  for (const contestant of contestants) await contestant(entries);
}
await store.close();
report(took);
