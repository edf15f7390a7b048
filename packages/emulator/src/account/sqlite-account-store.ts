import { resolve } from 'node:path';
import type { AccountStore } from './account-store.js';
import { nestedTransactions } from './sqlite/nested-transactions.js';
import { openAccountFile } from './sqlite/open-account-file.js';
import { statementsOf } from './sqlite/sql.js';
import { sqliteRelation } from './sqlite/sqlite-relation.js';
import { sqliteTable } from './sqlite/sqlite-table.js';
import { storeParts } from './store-parts.js';

/**
 * An account's state in a file, which is made where there is none. A process that is killed leaves each operation, and each
 * transaction, whole or absent. Beside the file SQLite keeps another one with `-wal` behind its name. While it is open no
 * other process gets it.
 *
 * Transactions nest, as those of `memoryAccountStore()`.
 *
 * @throws PortError `STORE_INCOMPATIBLE` for another program's file or that of another release, which stays as it is;
 *   `STORE_BUSY` where another emulator has it open; `STORE_CORRUPT`, `STORE_READ_ONLY`, `STORE_FULL`, `STORE_UNAVAILABLE`
 * @see https://www.sqlite.org/wal.html#use_of_wal_without_shared_memory
 * @example
 * const store = sqliteAccountStore({ path: 'account.db' });
 * store.thingGroups.put('sensors', { name: 'sensors', id: '1f2e', createdAt: 0 });
 * store.close();
 */
export function sqliteAccountStore({ path }: { readonly path: string }): AccountStore {
  // Absolute: SQLite would take `:memory:` and the like for something other than a file.
  const database = openAccountFile(resolve(path));
  const sql = statementsOf(database);
  return {
    ...storeParts(
      (name) => sqliteTable(sql, name),
      (name) => sqliteRelation(sql, name),
    ),
    transaction: nestedTransactions(sql),
    close() {
      if (database.isOpen) database.close();
    },
  };
}
