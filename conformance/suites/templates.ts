import { actualOf } from '../../packages/template/test/table/row.js';
import { templateRows } from '../../packages/template/test/table/rows.js';
import type { Suite } from '../suite.js';

const wide = 72;

/** A line for each documented function and setting of a provisioning template: what goes in, what must come out, what does. */
export const templates: Suite = {
  name: 'templates',
  async run() {
    const found = templateRows.map((row) => ({ row, actual: actualOf(row) }));
    const wrong = found.filter(({ row, actual }) => row.expected !== actual);
    return {
      summary: `${found.length - wrong.length} of ${found.length} functions and settings give what AWS documents`,
      rows: found.map(({ row, actual }) => ({
        subject: row.subject,
        input: cut(row.input),
        expected: cut(row.expected),
        actual: row.expected === actual ? cut(actual) : actual,
      })),
      faults: wrong.map(
        ({ row, actual }) => `${row.subject}: ${actual} instead of ${row.expected}`,
      ),
    };
  },
};

/** The long texts of the rows about lengths would make the table unreadable. */
const cut = (text: string): string => (text.length > wide ? `${text.slice(0, wide)}…` : text);
