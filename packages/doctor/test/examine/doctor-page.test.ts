import { readFile, writeFile } from 'node:fs/promises';
import { doctorCodes } from '@gangway/doctor';
import { expect } from 'chai';
import { alarmCodes } from '../../dist/examine/codes/alarm-codes.js';
import { functionCodes } from '../../dist/examine/codes/function-codes.js';
import { invokeCodes } from '../../dist/examine/codes/invoke-codes.js';
import { lifecycleCodes } from '../../dist/examine/codes/lifecycle-codes.js';
import { questionCodes } from '../../dist/examine/codes/question-codes.js';
import { roleCodes } from '../../dist/examine/codes/role-codes.js';
import { tableCodes } from '../../dist/examine/codes/table-codes.js';
import { templateCodes } from '../../dist/examine/codes/template-codes.js';

const page = new URL('../../../../docs/doctor.md', import.meta.url);

// UPDATE_DOCS=1 writes the tables into the page, otherwise they are compared.
const update = process.env.UPDATE_DOCS === '1';

const groups: Readonly<Record<string, Readonly<Partial<typeof doctorCodes>>>> = {
  template: templateCodes,
  invoke: invokeCodes,
  function: functionCodes,
  role: roleCodes,
  lifecycle: lifecycleCodes,
  table: tableCodes,
  alarm: alarmCodes,
  question: questionCodes,
};

const tableOf = (codes: Readonly<Partial<typeof doctorCodes>>): string =>
  [
    '| code | level | why it matters | what to do |',
    '| --- | --- | --- | --- |',
    ...Object.entries(codes).map(
      ([code, { level, why, mended }]) => `| \`${code}\` | ${level} | ${why} | ${mended} |`,
    ),
  ].join('\n');

describe('docs/doctor.md', () => {
  for (const [name, codes] of Object.entries(groups)) {
    it(`holds every code of what is found about: ${name}`, async () => {
      const text = await readFile(page, 'utf8');
      const [begin, end] = [`<!-- ${name} findings -->\n`, `\n<!-- end of ${name} findings -->`];
      expect(text).to.contain(begin).and.contain(end);
      const from = text.indexOf(begin) + begin.length;
      const made = tableOf(codes);
      const whole = `${text.slice(0, from)}${made}${text.slice(text.indexOf(end))}`;
      if (update) await writeFile(page, whole);
      else expect(text.slice(from, text.indexOf(end))).to.equal(made);
    });
  }

  it('leaves out no code', () => {
    const shown = Object.values(groups).flatMap((codes) => Object.keys(codes));
    expect(shown).to.have.members(Object.keys(doctorCodes));
  });
});
