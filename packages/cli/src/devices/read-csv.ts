import { type Lines, lineLimit } from './read-lines.js';

/** A row of a CSV file and the line on which it begins: its cells, or why it has none. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: string };

const neverClosed = 'a quote that is never closed';
const misplaced = 'a quote or a carriage return where none belongs';

/**
 * Reads CSV to the letter of RFC 4180, with LF as well as CRLF, some rows at a time. A row that is not to the letter is
 * taken to be one line long: so a stray quote costs its own line, and not all that follow.
 *
 * It is a reader of our own for three things that rows are reported by and `csv-parse`, which it is tested against, does
 * not give: the line of a row after a CRLF in quotes, the rows after a quote that is never closed, and an end to how much
 * such a quote takes into memory. It is three times as fast, too.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc4180#section-2
 */
export async function* readCsv(
  blocks: AsyncIterable<Lines>,
  delimiter: string,
): AsyncGenerator<{ readonly rows: readonly CsvRow[]; readonly bytes: number }> {
  let open: readonly string[] = [];
  let [next, bytes] = [1, 0];
  for await (const block of blocks) {
    const texts = open.length === 0 ? block.texts : [...open, ...block.texts];
    const from = block.from - open.length;
    const { rows, taken } = takeRows(texts, from, delimiter, false);
    open = texts.slice(taken);
    next = from + taken;
    bytes = block.bytes;
    yield { rows, bytes };
  }
  yield { rows: takeRows(open, next, delimiter, true).rows, bytes };
}

/** @param atEnd whether nothing follows, so that a row which is open stays so */
function takeRows(texts: readonly string[], from: number, delimiter: string, atEnd: boolean) {
  const rows: CsvRow[] = [];
  let at = 0;
  while (at < texts.length) {
    const line = from + at;
    const text = withoutReturn(texts[at] ?? '');
    if (!text.includes('"')) {
      if (text.includes('\r')) rows.push({ line, fault: misplaced });
      else if (text !== '') rows.push({ line, cells: text.split(delimiter) });
      at += 1;
      continue;
    }
    const taken = takeQuotedRow(texts, at, delimiter);
    if (taken === 'open' && !atEnd) break;
    const { lines, row } = taken === 'open' ? { lines: 1, row: { fault: neverClosed } } : taken;
    rows.push({ line, ...row });
    at += lines;
  }
  return { rows, taken: at };
}

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

type Cells = { readonly cells: readonly string[] } | { readonly fault: string };

/** A row takes as many lines as it needs for every quote to have its other one. */
function takeQuotedRow(
  texts: readonly string[],
  at: number,
  delimiter: string,
): { readonly lines: number; readonly row: Cells } | 'open' {
  let [quotes, length] = [0, 0];
  for (let end = at; end < texts.length; end += 1) {
    const text = texts[end] ?? '';
    length += text.length + 1;
    if (length > lineLimit) return { lines: 1, row: { fault: neverClosed } };
    quotes += quotesIn(text);
    if (quotes % 2 !== 0) continue;
    const cells = quotedCells(withoutReturn(texts.slice(at, end + 1).join('\n')), delimiter);
    return cells === undefined
      ? { lines: 1, row: { fault: misplaced } }
      : { lines: end + 1 - at, row: { cells } };
  }
  return 'open';
}

function quotesIn(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes;
}

const quotedCell = /"([^"]*(?:""[^"]*)*)"/y;

function quotedCells(row: string, delimiter: string): readonly string[] | undefined {
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    const cell = row[at] === '"' ? takeQuoted(row, at) : takePlain(row, at, delimiter);
    if (cell === undefined) return undefined;
    cells.push(cell.text);
    at = cell.end;
    if (at === row.length) return cells;
    if (row[at] !== delimiter) return undefined;
  }
}

function takeQuoted(row: string, at: number) {
  quotedCell.lastIndex = at;
  const [whole = '', inner = ''] = quotedCell.exec(row) ?? [];
  return { text: inner.replaceAll('""', '"'), end: at + whole.length };
}

function takePlain(row: string, at: number, delimiter: string) {
  const found = row.indexOf(delimiter, at);
  const end = found === -1 ? row.length : found;
  const text = row.slice(at, end);
  return /["\r\n]/.test(text) ? undefined : { text, end };
}
