import type { AccountStore } from './account-store.js';
import { createJournal } from './memory/journal.js';
import { memoryRelation } from './memory/memory-relation.js';
import { memoryTable } from './memory/memory-table.js';
import { storeParts } from './store-parts.js';

/**
 * An account's state in memory, gone with the process. Transactions nest: one inside another is undone alone where it throws,
 * and with the outer one where that does. One that gives back a promise is undone, with a TypeError.
 *
 * @example
 * const store = memoryAccountStore();
 * store.thingGroups.put('sensors', { name: 'sensors', id: '1f2e', createdAt: 0 });
 * store.thingGroups.list(); // [{ name: 'sensors', … }]
 */
export function memoryAccountStore(): AccountStore {
  const journal = createJournal();
  return {
    ...storeParts(
      () => memoryTable(journal),
      () => memoryRelation(journal),
    ),
    transaction(run) {
      journal.assertOpen();
      return journal.transaction(run);
    },
    close: () => journal.close(),
  };
}
