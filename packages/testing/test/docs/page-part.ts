import { writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { pathOf, read } from './workspace.js';

// UPDATE_DOCS=1 writes what is made from the code into the pages, otherwise the two are compared.
const update = process.env.UPDATE_DOCS === '1';

/** Holds the part of a page between `<!-- name -->` and `<!-- end of name -->` equal to what is made from the code. */
export function expectPart(page: string, name: string, made: string): void {
  const text = read(page);
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- end of ${name} -->`];
  expect(text, `a part of ${page} between ${begin} and ${end}`).to.contain(begin).and.contain(end);
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (update) writeFileSync(pathOf(page), text.slice(0, from) + made + text.slice(to));
  else expect(text.slice(from, to)).to.equal(made);
}

/** A Markdown table. Angle brackets would be taken for tags, and bars for borders. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escaped))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const escaped = (cell: string): string =>
  cell
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[<|]/g, '\\$&')))
    .join('');

/** The rows of a page's tables by their first cell, without the marks of code. */
export function rowsByName(page: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    read(page)
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => {
        const [name = '', ...cells] = line.slice(2, -2).split(' | ');
        return [name.replaceAll('`', ''), cells] as const;
      }),
  );
}
