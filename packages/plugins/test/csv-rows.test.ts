import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { readCsvRows } from '../dist/device/csv-rows.js';

const rowsOf = (text: string) => readCsvRows(text, 'devices.csv').map(({ cells }) => cells);

const faultOf = (text: string): string => {
  try {
    rowsOf(text);
  } catch (error) {
    return String(error);
  }
  return 'none';
};

/** What an established parser makes of it, or `undefined` where it refuses. */
function secondOpinion(text: string): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, { skip_empty_lines: true, record_delimiter: ['\r\n', '\n'] });
  } catch {
    return undefined;
  }
}

describe('CSV rows', () => {
  it('reads whatever it does not refuse as csv-parse reads it, and refuses the same texts', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', ',', '"', '\n', '\r\n'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(text, (csv) => {
        const expected = secondOpinion(csv);
        if (expected === undefined) expect(faultOf(csv)).to.include('devices.csv, line ');
        else expect(rowsOf(csv)).to.deep.equal(expected);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives back any cells that were written by the rules', () => {
    const row = fc.array(fc.string({ unit: 'binary', maxLength: 6 }), {
      minLength: 2,
      maxLength: 2,
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const written = rows.map((cells) =>
          cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
        );
        expect(rowsOf(written.join('\r\n'))).to.deep.equal(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('tells the line on which a row begins, also after a cell of several lines', () => {
    const rows = readCsvRows('a,b\n"1\n1",2\n\n3,4', 'devices.csv');
    expect(rows.map(({ line }) => line)).to.deep.equal([1, 2, 5]);
  });

  for (const [what, text, line] of [
    ['a quote in the middle', 'a,b\n1"x,2\n', 2],
    ['text after a closing quote', 'a,b\n"1"x,2\n', 2],
    ['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n', 3],
    ['a lone carriage return', 'a,b\n1,2\r3,4\n', 2],
    ['a row too short', 'a,b\n1\n', 2],
    ['a row too long', 'a,b\n1,2,3\n', 2],
  ] as const) {
    it(`refuses ${what}, with its line`, () => {
      expect(faultOf(text)).to.include(`devices.csv, line ${line}: `);
    });
  }
});
