import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Clock, Logger, LogLevel } from '@gangway/core';
import { orNotWritable } from '../terminal/or-not-writable.js';

/** A log of JSON lines in a file, as `gangway explain` reads it. */
export interface RehearsalLog {
  readonly logger: Logger;
  readonly path: string;
  close(): Promise<void>;
}

/** @throws CliFault `FOLDER_NOT_WRITABLE` */
export async function openLog(folder: string, clock: Clock): Promise<RehearsalLog> {
  const path = join(folder, 'rehearsal.jsonl');
  const stream = createWriteStream(path);
  await orNotWritable(path, () => once(stream, 'open'));
  // A disk that fills up while it runs changes no decision; that the log ends there shows in it.
  stream.on('error', () => {});
  const log = (
    level: LogLevel,
    message: string,
    fields: Readonly<Record<string, unknown>> = {},
  ) => {
    if (level === 'debug' || !stream.writable) return;
    const timestamp = new Date(clock.now()).toISOString();
    const line = { timestamp, level: level.toUpperCase(), message, ...fields };
    stream.write(`${JSON.stringify(line)}\n`);
  };
  return {
    logger: Object.freeze({ log }),
    path,
    async close() {
      stream.end();
      await finished(stream).catch(() => {});
    },
  };
}
