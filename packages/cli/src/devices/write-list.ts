import type { DeviceEntry, DeviceInventory, PutResult } from '@gangway/core';
import { callSignal } from '../registry/with-registry.js';
import type { Progress } from '../terminal/progress.js';
import type { ListSettings } from './check-list.js';
import { toRecord } from './listed-record.js';
import type { OpenList } from './open-list.js';
import { readRows } from './read-rows.js';

/** What was written of a list. */
export interface WrittenList {
  readonly added: number;
  readonly updated: number;
  /** Devices that an earlier line of the list names. */
  readonly doubled: number;
  /** Up to which line it is written. */
  readonly upTo: number;
  /** Whether it was written to its end. */
  readonly whole: boolean;
}

// A transaction of SQLite that the hook's own may wait for, and forty calls to DynamoDB.
const batchSize = 1_000;

/**
 * Writes the devices of a list, some at a time. What was begun is finished: between two of them it may be stopped, and
 * then it is known to the line what is written.
 *
 * @param after the line after which to begin
 * @param told hears how far it is written, whatever becomes of the rest
 */
export async function writeList(
  list: OpenList,
  settings: ListSettings,
  inventory: DeviceInventory,
  at: {
    readonly key: string;
    readonly after: number;
    readonly progress: Progress;
    readonly stop: AbortSignal;
    readonly told: (line: number) => void;
  },
): Promise<WrittenList> {
  const { key, after, progress, stop, told } = at;
  const counts = { added: 0, updated: 0, doubled: 0 };
  let upTo = after;
  progress.begin('writing');
  for await (const { entries, bytes } of batchesOf(list, settings, after)) {
    if (stop.aborted) return { ...counts, upTo, whole: false };
    count(await inventory.put(entries, { list: key, signal: callSignal() }), counts);
    upTo = entries.at(-1)?.line ?? upTo;
    told(upTo);
    progress.at(bytes, counts.added + counts.updated);
  }
  return { ...counts, upTo, whole: true };
}

async function* batchesOf(
  list: OpenList,
  { format, defaults }: ListSettings,
  after: number,
): AsyncGenerator<{ readonly entries: readonly DeviceEntry[]; readonly bytes: number }> {
  let entries: DeviceEntry[] = [];
  let read = 0;
  for await (const { rows, bytes } of readRows(list.read(), format)) {
    read = bytes;
    for (const row of rows) {
      if ('fault' in row || row.line <= after) continue;
      const record = toRecord(row.given, defaults);
      if (typeof record === 'string') continue;
      entries.push({ record, line: row.line });
      if (entries.length < batchSize) continue;
      yield { entries, bytes };
      entries = [];
    }
  }
  if (entries.length > 0) yield { entries, bytes: read };
}

function count(
  results: readonly PutResult[],
  counts: { added: number; updated: number; doubled: number },
): void {
  for (const { kind } of results) counts[kind] += 1;
}
