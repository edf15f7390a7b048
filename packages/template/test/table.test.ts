import { templateFaults } from '@gangway/template';
import { expect } from 'chai';
import { actualOf } from './table/row.js';
import { templateRows } from './table/rows.js';

describe('the table of templates', () => {
  for (const row of templateRows) {
    const input = row.input.length > 80 ? `${row.input.slice(0, 80)}…` : row.input;
    it(`${row.subject}: ${input}`, () => expect(actualOf(row)).to.equal(row.expected));
  }

  it('has every fault', () => {
    const expected = templateRows.flatMap(
      (row) => row.expected.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [],
    );
    expect(expected).to.include.members(Object.keys(templateFaults));
  });
});
