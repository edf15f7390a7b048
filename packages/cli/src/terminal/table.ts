import { stripVTControlCharacters } from 'node:util';

/** Lines of a table whose columns are as wide as their widest cell; two spaces lie between them. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, shownLength(cell));
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - shownLength(cell)))
      .join('  ')
      .trimEnd(),
  );
}

const shownLength = (cell: string): number => stripVTControlCharacters(cell).length;
