import { alignColumns } from '../bench/table.js';
import type { SuiteRow } from './suite.js';

/** Rows as aligned text, under the names of their columns. */
export function suiteTable(rows: readonly SuiteRow[]): string {
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const numbers = columns.flatMap((name, column) =>
    typeof first[name] === 'number' ? [column] : [],
  );
  const cells = rows.map((row) => columns.map((name) => String(row[name] ?? '')));
  return alignColumns([columns, ...cells], new Set(numbers));
}
