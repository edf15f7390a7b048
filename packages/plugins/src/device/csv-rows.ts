import { DeviceListFault } from './device-map.js';

/** One row of a CSV file and the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Cursor {
  readonly text: string;
  readonly file: string;
  at: number;
  line: number;
}

/**
 * Reads CSV to the letter of RFC 4180: commas, CRLF or LF, quotes around a cell and doubled inside it. Whatever else
 * might be meant (another separator, a quote in the middle, rows of unequal length) is a fault with its line, not a
 * guess. Empty lines are passed over.
 *
 * It is a reader of our own because it is a page long: the library that this one is tested against adds 31 kB to every
 * bundle of a hook with a CSV file, a sixth of the whole.
 *
 * @param file how the file is called in errors
 * @throws DeviceListFault
 * @see https://datatracker.ietf.org/doc/html/rfc4180#section-2
 */
export function readCsvRows(text: string, file: string): readonly CsvRow[] {
  const cursor: Cursor = { text, file, at: 0, line: 1 };
  const rows: CsvRow[] = [];
  while (cursor.at < text.length) {
    if (takeLineEnd(cursor)) continue;
    const row = { line: cursor.line, cells: takeCells(cursor) };
    const width = rows[0]?.cells.length ?? row.cells.length;
    if (row.cells.length !== width) {
      throw fault(file, row.line, `${row.cells.length} cells; the header has ${width}`);
    }
    rows.push(row);
  }
  return rows;
}

function takeCells(cursor: Cursor): readonly string[] {
  const cells = [takeCell(cursor)];
  while (cursor.text[cursor.at] === ',') {
    cursor.at += 1;
    cells.push(takeCell(cursor));
  }
  if (cursor.at < cursor.text.length && !takeLineEnd(cursor)) {
    throw fault(cursor.file, cursor.line, 'a quote or a carriage return where none belongs');
  }
  return cells;
}

const plainCell = /[^",\r\n]*/y;

function takeCell(cursor: Cursor): string {
  if (cursor.text[cursor.at] === '"') return takeQuoted(cursor);
  plainCell.lastIndex = cursor.at;
  const [cell = ''] = plainCell.exec(cursor.text) ?? [];
  cursor.at += cell.length;
  return cell;
}

function takeQuoted(cursor: Cursor): string {
  const { text, file, at: start, line } = cursor;
  let cell = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw fault(file, line, 'a quote that is never closed');
    cell += text.slice(from, quote);
    from = quote + 1;
    if (text[from] !== '"') break;
    cell += '"';
    from += 1;
  }
  cursor.at = from;
  cursor.line += cell.split('\n').length - 1;
  return cell;
}

function takeLineEnd(cursor: Cursor): boolean {
  const length = ['\r\n', '\n'].find((end) => cursor.text.startsWith(end, cursor.at))?.length;
  if (length === undefined) return false;
  cursor.at += length;
  cursor.line += 1;
  return true;
}

const fault = (file: string, line: number, message: string) =>
  new DeviceListFault(`${file}, line ${line}: ${message}`);
