import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRow, readCsv } from '../dist/devices/read-csv.js';
import { readLines } from '../dist/devices/read-lines.js';

/** Reads a text that arrives in pieces of some size. */
async function rowsOf(text: string, pieces = 7, delimiter = ','): Promise<readonly CsvRow[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    // One buffer for all, as a file is read.
    const buffer = Buffer.alloc(pieces);
    for (let at = 0; at < bytes.length; at += pieces) {
      yield buffer.subarray(0, bytes.copy(buffer, 0, at, at + pieces));
    }
  }
  const all: CsvRow[] = [];
  for await (const { rows } of readCsv(readLines(chunks()), delimiter)) all.push(...rows);
  return all;
}

const cell = fc.string({
  unit: fc.constantFrom('a', ' ', '"', ',', ';', '\n', '\r\n', 'ø', '€', '\u{1f980}'),
  maxLength: 6,
});
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** A cell as somebody may write it: in quotes where it must be, and now and then where it need not. */
const written = fc
  .tuple(cell, fc.boolean())
  .map(([text, always]) => (always || /["\r\n,;]/.test(text) ? quoted(text) : text));
const table = fc.record({
  rows: fc.array(fc.array(written, { minLength: 2, maxLength: 4 }), { maxLength: 8 }),
  end: fc.constantFrom('\n', '\r\n'),
  delimiter: fc.constantFrom(',', ';'),
  pieces: fc.integer({ min: 4, max: 40 }),
  open: fc.boolean(),
});

describe('CSV that is imported', () => {
  it('is what csv-parse reads in it, however it arrives', () =>
    fc.assert(
      fc.asyncProperty(table, async ({ rows, end, delimiter, pieces, open }) => {
        const text = rows.map((row) => row.join(delimiter)).join(end) + (open ? '' : end);
        const expected: string[][] = parse(text, {
          delimiter,
          relax_column_count: true,
          record_delimiter: ['\r\n', '\n'],
          skip_empty_lines: true,
        });
        const read = await rowsOf(text, pieces, delimiter);
        expect(read.map((row) => ('cells' in row ? row.cells : row))).to.deep.equal(expected);
      }),
    ));

  it('is told by the line on which each row begins', () =>
    fc.assert(
      fc.asyncProperty(table, async ({ rows, end, delimiter, pieces }) => {
        const lines = rows.map((row) => row.join(delimiter));
        const read = await rowsOf(lines.map((line) => line + end).join(''), pieces, delimiter);
        let line = 1;
        const begins = lines.map((text) => {
          const from = line;
          line += text.split('\n').length;
          return from;
        });
        expect(read.map((row) => row.line)).to.deep.equal(begins);
      }),
    ));

  it('loses one line to a stray quote, and none that follow', async () => {
    const stray = ['a"b,1', '"a,1', '"a"b,1', 'a,"1', '"', '"a,"",1', '"a\r,1'];
    for (const line of stray) {
      const read = await rowsOf(`good,1\n${line}\ngood,"2"\n"good ""one""",3\n`);
      expect(
        read.map((row) => ('cells' in row ? row.cells : row.line)),
        line,
      ).to.deep.equal([['good', '1'], 2, ['good', '2'], ['good "one"', '3']]);
    }
  });

  it('does not take two stray quotes for a pair', async () => {
    const read = await rowsOf('a"b,1\nc,"2\n"e,3\nf"g,4\ngood,5\n');
    expect(read.map((row) => ('cells' in row ? row.cells : row.line))).to.deep.equal([
      1,
      2,
      3,
      4,
      ['good', '5'],
    ]);
  });

  it('takes no more into memory for a quote that is never closed than a row may have', async () => {
    const many = 'plain,row\n'.repeat(60_000);
    const read = await rowsOf(`"open,1\n${many}`, 32_768);
    expect(read[0]).to.deep.equal({ line: 1, fault: 'a quote that is never closed' });
    expect(read).to.have.length(60_001);
  });
});
