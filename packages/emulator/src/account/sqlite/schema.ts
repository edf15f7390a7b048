import type { DatabaseSync } from 'node:sqlite';
import { PortError } from '@gangway/core';
import { relationNames, tableNames } from '../store-parts.js';

/** `GWEA`: tells an emulated account from another program's file. @see https://www.sqlite.org/pragma.html#pragma_application_id */
const applicationId = 0x47574541;
const version = 1;

// Keys and sides of relations are compared by their octets, which is SQLite's own order of text.
const schema = [
  ...tableNames.map(
    (name) => `CREATE TABLE ${name} (key TEXT PRIMARY KEY NOT NULL, row TEXT NOT NULL) STRICT`,
  ),
  ...relationNames.flatMap((name) => [
    `CREATE TABLE ${name} (one TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, other)) STRICT, WITHOUT ROWID`,
    `CREATE INDEX ${name}_by_other ON ${name} (other, one)`,
  ]),
  `PRAGMA application_id = ${applicationId}`,
  `PRAGMA user_version = ${version}`,
].join(';\n');

/**
 * Makes sure that a file holds an account of this release, and makes one in an empty file. It must not be open elsewhere.
 *
 * @throws PortError `STORE_INCOMPATIBLE`; the file is then as it was
 */
export function settleSchema(database: DatabaseSync, path: string): void {
  const { id, found, tables } = headOf(database);
  if (id === applicationId && found === version) return;
  if (id === applicationId) {
    throw new PortError(
      'STORE_INCOMPATIBLE',
      `${path}: it is an account of layout ${found}; this release knows layout ${version}`,
    );
  }
  if (id !== 0 || found !== 0 || tables !== 0) {
    throw new PortError('STORE_INCOMPATIBLE', `${path}: it is a database of another program`);
  }
  database.exec(`BEGIN IMMEDIATE;\n${schema};\nCOMMIT`);
}

const head = `SELECT
  (SELECT application_id FROM pragma_application_id) AS id,
  (SELECT user_version FROM pragma_user_version) AS found,
  (SELECT count(*) FROM sqlite_schema) AS tables`;

function headOf(database: DatabaseSync): Readonly<Record<'id' | 'found' | 'tables', number>> {
  const { id, found, tables } = database.prepare(head).get() ?? {};
  return { id: Number(id), found: Number(found), tables: Number(tables) };
}
