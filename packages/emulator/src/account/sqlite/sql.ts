import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { PortError } from '@gangway/core';

/** Statements, each prepared once. */
export type Sql = (text: string) => StatementSync;

/** @throws PortError `STORE_UNAVAILABLE` once the file was closed */
export function statementsOf(database: DatabaseSync): Sql {
  const statements = new Map<string, StatementSync>();
  return (text) => {
    if (!database.isOpen) throw new PortError('STORE_UNAVAILABLE', 'the account was closed');
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    statements.set(text, statement);
    return statement;
  };
}
