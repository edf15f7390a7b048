import { PortError } from '@gangway/core';
import type { Table } from '../account-store.js';
import { frozenRow } from '../frozen-row.js';
import { assertKey, isKey } from '../keys.js';
import type { Sql } from './sql.js';

/** @param name of a table of the schema */
export function sqliteTable<Row extends object>(sql: Sql, name: string): Table<Row> {
  const get = `SELECT row FROM ${name} WHERE key = ?`;
  const put = `INSERT INTO ${name} VALUES (?1, ?2) ON CONFLICT DO UPDATE SET row = ?2`;
  const remove = `DELETE FROM ${name} WHERE key = ?`;
  // Nobody knows a number of rows that is over all of them; a negative one is SQLite's word for it.
  const list = `SELECT row FROM ${name} ORDER BY key LIMIT ?`;
  const listAfter = `SELECT row FROM ${name} WHERE key > ? ORDER BY key LIMIT ?`;
  const count = `SELECT count(*) AS rows FROM ${name}`;
  return {
    get(key) {
      const found = isKey(key) ? sql(get).get(key) : undefined;
      return found === undefined ? undefined : rowIn<Row>(found, name);
    },
    put(key, row) {
      assertKey(key);
      sql(put).run(key, JSON.stringify(row));
    },
    delete: (key) => isKey(key) && sql(remove).run(key).changes === 1,
    list({ after, limit = -1 } = {}) {
      if (after !== undefined) assertKey(after);
      const found = after === undefined ? sql(list).all(limit) : sql(listAfter).all(after, limit);
      return found.map((row) => rowIn<Row>(row, name));
    },
    count: () => Number(sql(count).get()?.rows),
  };
}

function rowIn<Row extends object>({ row }: Readonly<Record<string, unknown>>, name: string): Row {
  try {
    return frozenRow(String(row));
  } catch {
    // What JSON.parse says of a text may hold a part of it.
    throw new PortError('STORE_CORRUPT', `a row of ${name} cannot be read`);
  }
}
