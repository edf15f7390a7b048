import type { Table } from '../account-store.js';
import { frozenRow } from '../frozen-row.js';
import { assertKey } from '../keys.js';
import type { Journal } from './journal.js';
import { orderedKeys } from './ordered-keys.js';

export function memoryTable<Row extends object>(journal: Journal): Table<Row> {
  const rows = new Map<string, Row>();
  const order = orderedKeys();
  const set = (key: string, row: Row | undefined): void => {
    if (row === undefined) {
      rows.delete(key);
      order.delete(key);
    } else {
      rows.set(key, row);
      order.add(key);
    }
  };
  const change = (key: string, row: Row | undefined): boolean => {
    const before = rows.get(key);
    set(key, row);
    journal.changed(() => set(key, before));
    return before !== undefined;
  };
  return {
    get(key) {
      journal.assertOpen();
      return rows.get(key);
    },
    put(key, row) {
      journal.assertOpen();
      assertKey(key);
      change(key, frozenRow<Row>(JSON.stringify(row)));
    },
    delete(key) {
      journal.assertOpen();
      return change(key, undefined);
    },
    list({ after, limit } = {}) {
      journal.assertOpen();
      if (after !== undefined) assertKey(after);
      return order.list(after, limit).flatMap((key) => rows.get(key) ?? []);
    },
    count() {
      journal.assertOpen();
      return rows.size;
    },
  };
}
