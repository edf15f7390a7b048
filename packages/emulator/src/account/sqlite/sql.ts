import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { PortError } from '@gangway/core';
import { toPortError } from './to-port-error.js';

type Values = readonly SQLInputValue[];

interface Statement {
  all(...values: Values): ReturnType<StatementSync['all']>;
  get(...values: Values): ReturnType<StatementSync['get']>;
  run(...values: Values): ReturnType<StatementSync['run']>;
}

/** Statements, each prepared once. */
export type Sql = (text: string) => Statement;

/** @throws PortError `STORE_UNAVAILABLE` once the file was closed, and what opening a damaged or full one did not show */
export function statementsOf(database: DatabaseSync): Sql {
  const statements = new Map<string, Statement>();
  return (text) => {
    if (!database.isOpen) throw new PortError('STORE_UNAVAILABLE', 'the account was closed');
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = told(() => guarded(database.prepare(text)));
    statements.set(text, statement);
    return statement;
  };
}

const guarded = (statement: StatementSync): Statement => ({
  all: (...values) => told(() => statement.all(...values)),
  get: (...values) => told(() => statement.get(...values)),
  run: (...values) => told(() => statement.run(...values)),
});

/** The messages of SQLite are its own: none holds a value. */
function told<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw toPortError(error, 'the account');
  }
}
