import type { AccountStore } from './account-store.js';
import { memoryRelation } from './memory-relation.js';
import { memoryTable } from './memory-table.js';
import type { Undo } from './undo.js';

/**
 * Keeps an account in memory; it is gone with the process. A transaction in a transaction is part of the outer one.
 *
 * @example
 * const store = memoryAccountStore();
 * store.thingGroups.put('lamps', { name: 'lamps', id: '1', createdAt: 0 });
 * store.thingGroups.get('lamps')?.id; // '1'
 */
export function memoryAccountStore(): AccountStore {
  let undo: Undo[] | undefined;
  const done = (back: Undo) => void undo?.push(back);
  return Object.freeze({
    certificates: memoryTable(done),
    things: memoryTable(done),
    policies: memoryTable(done),
    thingGroups: memoryTable(done),
    thingTypes: memoryTable(done),
    billingGroups: memoryTable(done),
    templates: memoryTable(done),
    tokens: memoryTable(done),
    policyCertificates: memoryRelation(done),
    thingCertificates: memoryRelation(done),
    groupThings: memoryRelation(done),
    transaction<T>(run: () => T): T {
      if (undo !== undefined) return run();
      undo = [];
      try {
        return run();
      } catch (error) {
        for (const back of undo.reverse()) back();
        throw error;
      } finally {
        undo = undefined;
      }
    },
    close: () => undefined,
  } satisfies AccountStore);
}
