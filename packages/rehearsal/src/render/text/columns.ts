import { stripVTControlCharacters } from 'node:util';

/** Lines of a table: the first column stands left, the others, which are numbers, right; two spaces lie between them. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, shownLength(cell));
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - shownLength(cell));
        return column === 0 ? cell + space : space + cell;
      })
      .join('  ')
      .trimEnd(),
  );
}

const shownLength = (cell: string): number => stripVTControlCharacters(cell).length;
