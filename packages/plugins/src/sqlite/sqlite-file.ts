import type { StatementSync } from 'node:sqlite';
import { type Clock, PortError } from '@gangway/core';
import { busyQueue } from './busy-queue.js';
import { identityAt, type OpenDatabase, openDatabase } from './open-database.js';
import { isBusy, isSqliteError, toPortError } from './sqlite-fault.js';

/** What a piece of work is given: statements, each prepared once. It must not await anything. */
export type Sql = (text: string) => StatementSync;

/** A registry's file: opened when first asked, and one short transaction for each call. */
export interface SqliteFile {
  /** Everything that the work reads is as of one moment. */
  read<T>(work: (sql: Sql) => T, signal: AbortSignal): Promise<T>;
  /**
   * Nobody else writes while the work does. What it wrote is on the disk when the promise resolves, and is undone when the
   * work throws; when the promise rejects with an error of SQLite, it is either whole or not there.
   *
   * @param meanwhile answers from reading alone while another holds the file; `undefined`: it must be written
   */
  write<T>(
    work: (sql: Sql) => T,
    signal: AbortSignal,
    meanwhile?: (sql: Sql) => T | undefined,
  ): Promise<T>;
  close(): Promise<void>;
}

interface Connection extends OpenDatabase {
  readonly sql: Sql;
}

/** @param path absolute */
export function sqliteFile(
  path: string,
  clock: Clock,
  busyTimeoutMs: number,
  create: boolean,
): SqliteFile {
  let connection: Connection | undefined;
  /** The file that was opened first; set for good. */
  let identity: string | undefined;
  let closing = false;
  const gaveUp = (cause: unknown) =>
    new PortError('STORE_BUSY', `${path}: it was locked for ${busyTimeoutMs} ms`, { cause });
  const newQueue = () => busyQueue(clock, busyTimeoutMs, isBusy, gaveUp);
  const readers = newQueue();
  const writers = newQueue();

  const letGo = (): void => {
    const database = connection?.database;
    connection = undefined;
    try {
      database?.close();
    } catch {
      // What was committed is on the disk; of what was not, nothing stays.
    }
  };
  const opened = (): Connection => {
    if (identity !== undefined) assertSame(path, identity);
    // What was open once is not made again: an empty file would let devices in that have been claimed.
    const fresh = prepared(openDatabase(path, create && identity === undefined));
    identity ??= fresh.identity;
    return fresh;
  };
  /** Opening is part of each attempt, so that it is tried again as well. */
  const connected = (): Connection => {
    connection ??= opened();
    assertSame(path, connection.identity);
    return connection;
  };
  const attempt = <T>(begin: string, work: (sql: Sql) => T): T => {
    try {
      return transact(connected(), begin, work);
    } catch (error) {
      // After a fault of the disk or the file a new connection begins from what is really there.
      if (isSqliteError(error) && !isBusy(error)) letGo();
      throw isBusy(error) ? error : toPortError(error, path);
    }
  };
  const reading = <T>(work: (sql: Sql) => T) => attempt('BEGIN', work);
  const writing = <T>(work: (sql: Sql) => T) => attempt('BEGIN IMMEDIATE', work);

  const assertOpen = (): void => {
    if (closing) throw new PortError('STORE_UNAVAILABLE', `${path}: it was closed`);
  };

  return {
    async read(work, signal) {
      assertOpen();
      return readers.run(() => reading(work), signal);
    },
    async write(work, signal, meanwhile) {
      assertOpen();
      return writers.run(
        () => writing(work),
        signal,
        meanwhile === undefined ? undefined : () => reading(meanwhile),
      );
    },
    async close() {
      closing = true;
      await Promise.all([readers.idle(), writers.idle()]);
      letGo();
    },
  };
}

/**
 * Another file at the path is never opened in its stead: the write-ahead log beside it belongs to the one that was there
 * before, and SQLite would read both as one. The connection stays, so that no new file gets the number of the old one.
 */
function assertSame(path: string, identity: string): void {
  const now = identityAt(path);
  if (now === identity) return;
  const what = now === undefined ? 'deleted' : 'replaced';
  throw new PortError(
    'STORE_UNAVAILABLE',
    `${path}: the file was ${what} while it was open. Stop every process that has it open, and remove the -wal and -shm beside it before another file is put there`,
  );
}

function prepared(open: OpenDatabase): Connection {
  const statements = new Map<string, StatementSync>();
  const sql: Sql = (text) => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = open.database.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  return { ...open, sql };
}

/** One stretch without an await: nothing else of this process comes between beginning and end. */
function transact<T>({ sql }: Connection, begin: string, work: (sql: Sql) => T): T {
  sql(begin).run();
  try {
    const answer = work(sql);
    sql('COMMIT').run();
    return answer;
  } catch (error) {
    undo(sql);
    throw error;
  }
}

function undo(sql: Sql): void {
  try {
    sql('ROLLBACK').run();
  } catch {
    // After some faults SQLite has rolled back by itself, and has nothing left to roll back.
  }
}
