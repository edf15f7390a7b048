import { readCsvRows } from './csv-rows.js';
import { DeviceListFault, type WrittenRecord } from './device-map.js';

/** What the columns of a CSV file are. */
export interface CsvColumns {
  readonly idColumn: string;
  readonly stateColumn?: string | undefined;
}

/**
 * Reads the rows under a header: one column is the id, one may be the state, every other one is an attribute. Cells are
 * taken to the letter; an empty one is no attribute.
 *
 * @param file how the file is called in errors
 * @throws DeviceListFault
 */
export function readCsv(text: string, file: string, columns: CsvColumns): readonly WrittenRecord[] {
  const [header, ...body] = readCsvRows(text, file);
  const names = header?.cells ?? [];
  checkHeader(names, file, columns);
  return body.map(({ cells, line }) => ({
    record: toRecord(names, cells, columns),
    where: `${file}, line ${line}`,
  }));
}

function checkHeader(names: readonly string[], file: string, columns: CsvColumns): void {
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) {
    throw new DeviceListFault(`${file}, line 1: the column "${doubled}" is there twice`);
  }
  if (names.includes('')) throw new DeviceListFault(`${file}, line 1: a column has no name`);
  for (const name of [columns.idColumn, columns.stateColumn]) {
    if (name === undefined || names.includes(name)) continue;
    throw new DeviceListFault(
      `${file}, line 1: there is no column "${name}"; there are ${names.join(', ')}`,
    );
  }
}

function toRecord(
  names: readonly string[],
  cells: readonly string[],
  { idColumn, stateColumn }: CsvColumns,
): unknown {
  const byName = names.map((name, index) => [name, cells[index] ?? ''] as const);
  const cell = (wanted: string) => byName.find(([name]) => name === wanted)?.[1];
  const state = stateColumn === undefined ? '' : cell(stateColumn);
  return {
    id: cell(idColumn),
    ...(state === '' ? {} : { state }),
    attributes: Object.fromEntries(
      byName.filter(([name, value]) => name !== idColumn && name !== stateColumn && value !== ''),
    ),
  };
}
