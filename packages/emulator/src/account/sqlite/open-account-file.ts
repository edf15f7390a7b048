import type { DatabaseSync } from 'node:sqlite';
import { PortError } from '@gangway/core';
import { settleSchema } from './schema.js';

/**
 * Opens an account's file, and holds it: one account has one emulator.
 *
 * @throws PortError, after which nothing is left open
 */
export function openAccountFile(path: string): DatabaseSync {
  const database = openDatabase(path);
  try {
    // Before the first access: the lock is taken by it, and kept until the file is closed or the process is gone.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON');
    // Of another program's file nothing is changed before this.
    settleSchema(database, path);
    const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    if (mode !== 'wal') throw new Error(`the journal's mode is ${mode}`);
    // A process that is killed loses nothing it committed; a machine that loses its power may lose the last moments.
    database.exec('PRAGMA synchronous = NORMAL');
    return database;
  } catch (error) {
    database.close();
    throw toPortError(error, path);
  }
}

function openDatabase(path: string): DatabaseSync {
  // Loaded here: an account in memory does not wait for it.
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  try {
    return new DatabaseSync(path, { enableForeignKeyConstraints: false });
  } catch (error) {
    throw toPortError(error, path);
  }
}

/** Result codes of SQLite, the lower eight bits of an extended one. @see https://www.sqlite.org/rescode.html */
const codes: Readonly<Partial<Record<number, string>>> = {
  5: 'STORE_BUSY',
  8: 'STORE_READ_ONLY',
  11: 'STORE_CORRUPT',
  13: 'STORE_FULL',
  26: 'STORE_INCOMPATIBLE',
};

function toPortError(error: unknown, path: string): PortError {
  if (error instanceof PortError) return error;
  const { errcode, message } = error as { readonly errcode?: number; readonly message: string };
  const code = codes[(errcode ?? 0) & 0xff] ?? 'STORE_UNAVAILABLE';
  return new PortError(code, `${path}: ${message}`, { cause: error });
}
