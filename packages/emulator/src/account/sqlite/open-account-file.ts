import type { DatabaseSync } from 'node:sqlite';
import { settleSchema } from './schema.js';
import { toPortError } from './to-port-error.js';

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
