import { readFile, writeFile } from 'node:fs/promises';
import { askFaultCodes, operatorPolicy } from '@gangway/doctor';
import { expect } from 'chai';

const page = new URL('../../../../docs/doctor.md', import.meta.url);

// Parts of the page are made from the code: UPDATE_DOCS=1 writes them, otherwise they are compared.
const update = process.env.UPDATE_DOCS === '1';

async function expectPart(name: string, made: string): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
  expect(text).to.contain(begin).and.contain(end);
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (update) await writeFile(page, `${text.slice(0, from)}${made}\n${text.slice(to)}`);
  else expect(text.slice(from, to)).to.equal(`${made}\n`);
}

describe('docs/doctor.md', () => {
  it('holds the policy of whoever examines, as IAM takes it', () =>
    expectPart(
      'operator policy',
      ['```json', JSON.stringify(operatorPolicy, null, 2), '```'].join('\n'),
    ));

  it("holds every code of the doctor's own for what could not be asked", () =>
    expectPart(
      'ask faults',
      [
        '| code | meaning |',
        '| --- | --- |',
        ...Object.entries(askFaultCodes).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
      ].join('\n'),
    ));
});
