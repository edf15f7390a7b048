import type { Table } from './account-store.js';
import { byOctets } from './by-octets.js';
import type { Undo } from './undo.js';

/** @param done hears of each change how to take it back */
export function memoryTable<Row extends object>(done: (back: Undo) => void): Table<Row> {
  const rows = new Map<string, Row>();
  // Sorted when somebody lists, not when somebody writes.
  let sorted: readonly string[] | undefined;
  const set = (key: string, row: Row | undefined): void => {
    if (rows.has(key) !== (row !== undefined)) sorted = undefined;
    if (row === undefined) rows.delete(key);
    else rows.set(key, row);
  };
  const change = (key: string, row: Row | undefined): void => {
    const before = rows.get(key);
    set(key, row);
    done(() => set(key, before));
  };
  return Object.freeze({
    get: (key: string) => rows.get(key),
    put: (key: string, row: Row) => change(key, frozen(row)),
    delete(key: string) {
      const was = rows.has(key);
      if (was) change(key, undefined);
      return was;
    },
    list({ after, limit = Number.POSITIVE_INFINITY }: Parameters<Table<Row>['list']>[0] = {}) {
      sorted ??= [...rows.keys()].sort(byOctets);
      const from = after === undefined ? 0 : sorted.findIndex((key) => byOctets(key, after) > 0);
      if (from < 0) return [];
      return sorted.slice(from, from + limit).flatMap((key) => rows.get(key) ?? []);
    },
    count: () => rows.size,
  });
}

/** A copy that nobody can change. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const copy: unknown = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, frozen(inner)]));
  return Object.freeze(copy) as T;
}
