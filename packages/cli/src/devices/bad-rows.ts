/** A row that is no device, and why. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
}

/** Counts the bad rows of a list and keeps the first of them, by line. */
export interface BadRows {
  add(row: BadRow): void;
  count(): number;
  first(): readonly BadRow[];
}

/** @param kept how many are kept */
export function createBadRows(kept: number): BadRows {
  let count = 0;
  let rows: readonly BadRow[] = [];
  return {
    add(row) {
      count += 1;
      const last = rows.at(-1);
      if (rows.length === kept && last !== undefined && last.line <= row.line) return;
      rows = [...rows, row].sort((a, b) => a.line - b.line).slice(0, kept);
    },
    count: () => count,
    first: () => rows,
  };
}
