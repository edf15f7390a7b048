import type { Row } from './row.js';

/** The rows as aligned text, what is a number to the right. */
export function renderTable(rows: readonly Row[]): string {
  const cells = [
    ['name', 'value', 'unit', 'ratio', 'target', '', 'against'],
    ...rows.map((row) => [
      row.name,
      String(row.value),
      row.unit,
      row.ratio === null ? '' : String(row.ratio),
      row.target ?? '',
      row.target === null ? '' : row.ok ? 'ok' : 'MISSED',
      row.against ?? '',
    ]),
  ];
  return alignColumns(cells, new Set([1, 3]));
}

/** Lines of cells as aligned text, the columns of numbers to the right. */
export function alignColumns(
  lines: readonly (readonly string[])[],
  numbers: ReadonlySet<number>,
): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const aligned = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return numbers.has(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return lines.map((line) => `${line.map(aligned).join('  ').trimEnd()}\n`).join('');
}
