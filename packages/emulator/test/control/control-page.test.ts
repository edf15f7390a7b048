import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { bodyLimit } from '../../dist/control/http/read-body.js';
import { operations } from '../../dist/control/route-table.js';

const page = readFileSync(new URL('../../../../docs/control-plane.md', import.meta.url), 'utf8');

describe('docs/control-plane.md', () => {
  it('has a row for every operation, in their order, with where it is', () => {
    const [, table = ''] = /^<!-- operations -->\n(?:\|.*\n){2}((?:\|.*\n)+)/m.exec(page) ?? [];
    const listed = table
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(2, -2).split(' | ').slice(0, 2));
    expect(listed).to.deep.equal(
      operations.map(({ name, method, path }) => [`\`${name}\``, `\`${method} ${path}\``]),
    );
  });

  it('gives the limit of a body as the code has it', () => {
    expect(page).to.contain(`at most ${bodyLimit.toLocaleString('en')} octets`);
  });
});
