import type { Relation } from '../account-store.js';
import { assertKey, isKey } from '../keys.js';
import type { Sql } from './sql.js';

/** @param name of a relation of the schema */
export function sqliteRelation(sql: Sql, name: string): Relation {
  const has = `SELECT 1 FROM ${name} WHERE one = ? AND other = ?`;
  const add = `INSERT INTO ${name} VALUES (?, ?) ON CONFLICT DO NOTHING`;
  const remove = `DELETE FROM ${name} WHERE one = ? AND other = ?`;
  const rightsOf = `SELECT other AS side FROM ${name} WHERE one = ? ORDER BY other`;
  const leftsOf = `SELECT one AS side FROM ${name} WHERE other = ? ORDER BY one`;
  const areKeys = (left: string, right: string) => isKey(left) && isKey(right);
  const sides = (text: string, of: string) =>
    isKey(of)
      ? sql(text)
          .all(of)
          .map(({ side }) => String(side))
      : [];
  return {
    has: (left, right) => areKeys(left, right) && sql(has).get(left, right) !== undefined,
    add(left, right) {
      assertKey(left);
      assertKey(right);
      return sql(add).run(left, right).changes === 1;
    },
    remove: (left, right) => areKeys(left, right) && sql(remove).run(left, right).changes === 1,
    rightsOf: (left) => sides(rightsOf, left),
    leftsOf: (right) => sides(leftsOf, right),
  };
}
