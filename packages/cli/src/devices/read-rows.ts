import { type Given, putField } from './cell-values.js';
import type { FieldSource } from './field-map.js';
import { everyOther } from './field-map.js';
import { type FieldCell, findColumns } from './list-columns.js';
import { type CsvRow, readCsv } from './read-csv.js';
import { type Lines, notAList, readLines } from './read-lines.js';

/** How a list is written, and where in it the fields stand. */
export type ListFormat =
  | {
      readonly format: 'csv';
      readonly delimiter: string;
      readonly map: readonly FieldSource[] | undefined;
    }
  | { readonly format: 'jsonl'; readonly map: readonly FieldSource[] | undefined };

/** A row of a list and the line on which it begins: the device in it, not checked yet, or why there is none. */
export type ListRow =
  | { readonly line: number; readonly given: Given }
  | { readonly line: number; readonly fault: string };

/** Some rows of a list, and how much of it has been read up to here. */
export interface ListRows {
  readonly rows: readonly ListRow[];
  readonly bytes: number;
}

/**
 * Reads the rows of a list, some at a time.
 *
 * @throws CliFault `DEVICES_NOT_A_LIST` where it cannot be one: its encoding, its header
 */
export function readRows(
  chunks: AsyncIterable<Buffer>,
  format: ListFormat,
): AsyncGenerator<ListRows> {
  const lines = readLines(chunks);
  return format.format === 'csv'
    ? readTable(lines, format.delimiter, format.map)
    : readObjects(lines, format.map);
}

async function* readTable(
  lines: AsyncIterable<Lines>,
  delimiter: string,
  map: readonly FieldSource[] | undefined,
): AsyncGenerator<ListRows> {
  let header: Header | undefined;
  for await (const { rows, bytes } of readCsv(lines, delimiter)) {
    const [first, ...rest] = rows;
    if (first === undefined) yield { rows: [], bytes };
    else if (header === undefined) {
      header = readHeader(first, delimiter, map);
      yield { rows: toRows(rest, header), bytes };
    } else yield { rows: toRows(rows, header), bytes };
  }
  if (header === undefined) throw notAList('it is empty; a CSV file begins with its column names');
}

interface Header {
  readonly width: number;
  readonly columns: readonly FieldCell[];
}

function readHeader(
  row: CsvRow,
  delimiter: string,
  map: readonly FieldSource[] | undefined,
): Header {
  if ('fault' in row) throw notAList(`line ${row.line}: ${row.fault}`);
  const [only = '', ...more] = row.cells;
  const other = [';', '\t', '|', ','].find((sign) => sign !== delimiter && only.includes(sign));
  if (more.length === 0 && other !== undefined) {
    const name = other === '\t' ? 'tab' : `'${other}'`;
    throw notAList(
      `line ${row.line}: there is but one column, ${JSON.stringify(only)}; give --delimiter ${name} if that parts them`,
    );
  }
  return { width: row.cells.length, columns: findColumns(row.cells, row.line, map) };
}

const toRows = (rows: readonly CsvRow[], { width, columns }: Header): readonly ListRow[] =>
  rows.map((row) => {
    if ('fault' in row) return row;
    const { line, cells } = row;
    if (cells.length !== width) {
      return { line, fault: `it has ${cells.length} cells; the header has ${width}` };
    }
    const given: Given = {};
    for (const { field, index } of columns) putField(given, field, cells[index]);
    return { line, given };
  });

async function* readObjects(
  lines: AsyncIterable<Lines>,
  map: readonly FieldSource[] | undefined,
): AsyncGenerator<ListRows> {
  for await (const { from, texts, bytes } of lines) {
    const rows = texts.flatMap((text, index) => readObject(text, from + index, map));
    yield { rows, bytes };
  }
}

function readObject(
  text: string,
  line: number,
  map: readonly FieldSource[] | undefined,
): readonly ListRow[] {
  if (text.trim() === '') return [];
  const value = parseJson(text);
  if (value === undefined) return [{ line, fault: 'it is not JSON' }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ line, fault: 'it is no JSON object' }];
  }
  if (map !== undefined) return [{ line, given: pick(value as Given, map) }];
  // An export may tell of a device's claim. That is the ledger's, and nobody's to import.
  const { claim: _, ...given } = value as Given;
  return [{ line, given }];
}

function pick(value: Given, map: readonly FieldSource[]): Given {
  const given: Given = {};
  const named = map.filter(({ field }) => field !== everyOther);
  for (const { field, column } of named) {
    putField(given, field, Object.hasOwn(value, column) ? value[column] : undefined);
  }
  if (named.length === map.length) return given;
  for (const name of Object.keys(value)) {
    if (named.some(({ column }) => column === name)) continue;
    putField(given, `attributes.${name}`, value[name]);
  }
  return given;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
