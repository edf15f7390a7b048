import { createHash } from 'node:crypto';
import type { Progress } from '../terminal/progress.js';
import { type BadRow, createBadRows } from './bad-rows.js';
import { createDoubledIds } from './doubled-ids.js';
import { type Defaults, toRecord } from './listed-record.js';
import type { OpenList } from './open-list.js';
import { type ListFormat, readRows } from './read-rows.js';

/** How a list is to be understood: equal settings make equal devices of equal content. */
export interface ListSettings {
  readonly format: ListFormat;
  readonly defaults: Defaults;
}

/** What was found out about a list before anything of it is written. */
export interface CheckedList {
  /** What the list is called in the registry: the same for the same content and settings, whatever the file is called. */
  readonly key: string;
  readonly rows: number;
  readonly bad: number;
  /** The first of the bad rows. */
  readonly badRows: readonly BadRow[];
  /** The line of the last device; 0 where there is none. */
  readonly lastLine: number;
}

/** Reads a list through, and judges every row. */
export async function checkList(
  list: OpenList,
  settings: ListSettings,
  { progress, shown, signal }: { progress: Progress; shown: number; signal: AbortSignal },
): Promise<CheckedList> {
  const bad = createBadRows(shown);
  const ids = createDoubledIds();
  const content = createHash('sha256');
  let [rows, lastLine] = [0, 0];
  progress.begin('checking');
  try {
    const read = readRows(
      tapped(list.read(), (chunk) => content.update(chunk)),
      settings.format,
    );
    for await (const block of read) {
      signal.throwIfAborted();
      for (const row of block.rows) {
        rows += 1;
        const record = 'fault' in row ? row.fault : toRecord(row.given, settings.defaults);
        if (typeof record === 'string') bad.add({ line: row.line, reason: record });
        else {
          ids.add(record.id, row.line);
          lastLine = row.line;
        }
      }
      progress.at(block.bytes, rows);
    }
    for (const { line, first } of ids.found()) {
      bad.add({ line, reason: `it has the id of line ${first}` });
    }
  } finally {
    ids.close();
  }
  const key = keyOf(content.digest('hex'), settings);
  return { key, rows, bad: bad.count(), badRows: bad.first(), lastLine };
}

async function* tapped(
  chunks: AsyncIterable<Buffer>,
  tap: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    tap(chunk);
    yield chunk;
  }
}

const keyOf = (content: string, settings: ListSettings): string =>
  createHash('sha256')
    .update(JSON.stringify([content, settings]))
    .digest('hex')
    .slice(0, 32);
