import type { BigIntStats } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { PortError } from '@gangway/core';
import { settleSchema, useWriteAheadLog } from './schema.js';

/** One page of the smallest size, in bytes: SQLite takes a few bytes of something else for an empty file. */
const smallestDatabase = 512;

/** An open file, and which file it is: what the path leads to may become another one. */
export interface OpenDatabase {
  readonly database: DatabaseSync;
  readonly identity: string;
}

/** So often is it tried to open a file that becomes another one in that moment. */
const tries = 5;

/**
 * Opens a registry's file. Nothing in it waits: SQLite's busy timeout is nought unless one is set, since its waiting
 * would hold up everything else in the process.
 *
 * @throws PortError, or the error of SQLite; nothing is left open
 */
export function openDatabase(path: string, create: boolean): OpenDatabase {
  const { database, identity } = openFile(path, create);
  try {
    database.exec('PRAGMA cell_size_check = ON');
    settleSchema(database, path, create);
    useWriteAheadLog(database, path);
    // An answer is out once its commit is on the disk: in this mode each commit waits for it.
    database.exec('PRAGMA synchronous = FULL');
    return { database, identity };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The path must lead to the same file before and after: only then is it known which of them was opened. */
function openFile(path: string, create: boolean): OpenDatabase {
  // Loaded here: a hook that has no such registry does not wait for it.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const before = identityOf(assertDatabase(path, create));
    // A file that was missing is made here, and opened in the next try.
    const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    const after = identityOrClose(path, database);
    if (before !== undefined && before === after) return { database, identity: before };
    database.close();
  }
  throw new PortError('STORE_UNAVAILABLE', `${path}: it becomes another file all the time`);
}

function identityOrClose(path: string, database: DatabaseSync): string | undefined {
  try {
    return identityAt(path);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** What SQLite must not even try to open is refused. */
function assertDatabase(path: string, create: boolean): BigIntStats | undefined {
  const found = statusOf(path);
  if (found === undefined && !create) {
    throw new PortError('STORE_UNAVAILABLE', `${path}: there is no such file`);
  }
  // Whoever opened a pipe would wait for its other end.
  if (found !== undefined && !found.isFile()) {
    throw new PortError('STORE_UNAVAILABLE', `${path}: it is not a file`);
  }
  if (found !== undefined && found.size > 0 && found.size < smallestDatabase) {
    throw new PortError('STORE_CORRUPT', `${path}: it is too short for a database`);
  }
  return found;
}

/** Which file a path leads to now; `undefined`: to none. */
export const identityAt = (path: string): string | undefined => identityOf(statusOf(path));

const identityOf = (found: BigIntStats | undefined): string | undefined =>
  found === undefined ? undefined : `${found.dev}/${found.ino}`;

function statusOf(path: string): BigIntStats | undefined {
  try {
    // Numbers of files may be larger than a number is exact: two of them must not look like one.
    const options = { bigint: true, throwIfNoEntry: false } as const;
    return process.getBuiltinModule('node:fs').statSync(path, options);
  } catch (cause) {
    const { code = 'unknown' } = cause as { readonly code?: string };
    throw new PortError('STORE_UNAVAILABLE', `${path}: it cannot be looked at (${code})`, {
      cause,
    });
  }
}
