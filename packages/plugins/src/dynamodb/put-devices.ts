import type { DeviceEntry, PutResult } from '@gangway/core';
import { written } from '../store/stored-device.js';
import type { Change } from './change.js';
import type { DevicesTable } from './devices-table.js';
import { recordText } from './stored-items.js';
import { keyOf } from './table-layout.js';

/** So many devices are written at once. */
const concurrency = 32;

/** Writes devices, each by itself, and when all are written how far the list was read. Never touches a claim. */
export async function putDevices(
  table: DevicesTable,
  entries: readonly DeviceEntry[],
  list: string | undefined,
  signal: AbortSignal,
): Promise<readonly PutResult[]> {
  const results: PutResult[] = [];
  // Two entries of one device are written one after the other: which of them is the earlier line must not be chance.
  const groups = Map.groupBy(entries.keys(), (index) => entries[index]?.record.id).values();
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const work = async () => {
    for (const group of groups) {
      for (const index of group) {
        const entry = entries[index];
        if (entry !== undefined) results[index] = await putOne(table, entry, list, either);
      }
    }
  };
  const workers = Array.from({ length: concurrency }, work);
  // The first fault stops the others, and is told when all have stopped.
  for (const worker of workers) worker.catch((error: unknown) => failure.abort(error));
  await Promise.allSettled(workers);
  failure.signal.throwIfAborted();
  if (list !== undefined) await writeUpTo(table, entries, list, signal);
  return results;
}

async function putOne(
  table: DevicesTable,
  entry: DeviceEntry,
  list: string | undefined,
  signal: AbortSignal,
): Promise<PutResult> {
  const done = await table.update(changeFor(entry, list), signal);
  if (done.kind === 'refused') return { kind: 'doubled', line: Number(done.item?.line) };
  return { kind: done.old.record === undefined ? 'added' : 'updated' };
}

function changeFor({ record: given, line }: DeviceEntry, list: string | undefined): Change {
  const { record, withdrawn } = written(given);
  const batch = record.batch?.id ?? '';
  const lined = list !== undefined && line !== undefined;
  const sets = ['#record = :record', '#listed = if_not_exists(#listed, :listed)'];
  if (withdrawn !== undefined) sets.push('#withdrawn = if_not_exists(#withdrawn, :withdrawn)');
  if (batch !== '') sets.push('#batch = :batch');
  if (lined) sets.push('#list = :list', '#line = :line');
  return {
    key: keyOf.device(record.id),
    update: `SET ${sets.join(', ')}${batch === '' ? ' REMOVE #batch' : ''}`,
    ...(lined
      ? { condition: 'attribute_not_exists(#list) OR #list <> :list OR #line = :line' }
      : {}),
    values: {
      record: recordText(record),
      listed: record.state,
      withdrawn,
      batch: batch.toWellFormed(),
      list: keyOf.list(list ?? ''),
      line,
    },
  };
}

async function writeUpTo(
  table: DevicesTable,
  entries: readonly DeviceEntry[],
  list: string,
  signal: AbortSignal,
): Promise<void> {
  const upTo = entries.reduce((last, { line = 0 }) => Math.max(last, line), 0);
  if (upTo === 0) return;
  await table.update(
    {
      key: keyOf.list(list),
      update: 'SET #upTo = :upTo',
      condition: 'attribute_not_exists(#upTo) OR #upTo < :upTo',
      values: { upTo },
    },
    signal,
  );
}
