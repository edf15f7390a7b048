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
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  const numbers = new Set([1, 3]);
  const aligned = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return numbers.has(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return cells.map((line) => `${line.map(aligned).join('  ').trimEnd()}\n`).join('');
}
