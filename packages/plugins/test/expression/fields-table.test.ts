import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Field } from '../../dist/expression/field.js';
import { roots } from '../../dist/expression/fields.js';

const page = readFileSync(new URL('../../../../docs/plugins.md', import.meta.url), 'utf8');

/** Every reference that there is, with a placeholder where any name may stand. */
function referencesIn(field: Field, path: string): readonly string[] {
  if (field.kind === 'text') return [path];
  if (field.kind === 'named') return [`${path}.<${field.placeholder}>`];
  return [...field.fields].flatMap(([name, inner]) =>
    referencesIn(inner, path === '' ? name : `${path}.${name}`),
  );
}

describe('the table of references in docs/plugins.md', () => {
  it('has every reference that there is, and no other, in order', () => {
    const [, table = ''] = /^\| reference \|.*\n\|.*\n((?:\|.*\n)+)/m.exec(page) ?? [];
    const listed = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, reference]) => reference),
    );
    expect(listed).to.deep.equal(referencesIn(roots, ''));
  });
});
