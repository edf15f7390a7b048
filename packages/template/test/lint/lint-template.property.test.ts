import { evaluateTemplate, lintCodes, lintTemplate, readTemplate } from '@gangway/template';
import { expect } from 'chai';
import fc from 'fast-check';
import { sampleHook } from '../sample-template.js';
import { bentTemplates, smallTemplates, templates } from '../template-arbitrary.js';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('SN-1', 'a', 'a,b', 'ACTIVE', '{}', '2') },
  { weight: 1, arbitrary: fc.string() },
);
const values = fc.record({ SerialNumber: value, Site: value, Line: value });

describe('lintTemplate, whatever it is given,', () => {
  it('never throws, and says where', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          bentTemplates.map((json) => JSON.stringify(json, null, 1)),
        ),
        (body) => {
          const lines = body.split(/\r\n|\r|\n/);
          for (const { line, column } of lintTemplate(body, { hook: sampleHook })) {
            expect(lines[line - 1]).to.have.length.at.least(column - 1);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has an error for each template that does not read, and tells all its faults', () => {
    fc.assert(
      fc.property(bentTemplates, (json) => {
        const body = JSON.stringify(json);
        const reading = readTemplate(body);
        fc.pre(reading.kind === 'refused');
        const told = lintTemplate(body).map(({ level, code, at }) => `${level} ${code} ${at}`);
        for (const { code, at } of reading.faults) expect(told).to.include(`error ${code} ${at}`);
      }),
      { numRuns: 300 },
    );
  });

  it('foresees only what then refuses every device', () => {
    fc.assert(
      fc.property(fc.oneof(templates, smallTemplates), values, (json, sent) => {
        const body = JSON.stringify(json);
        const reading = readTemplate(body);
        fc.pre(reading.kind === 'template');
        const foreseen = lintTemplate(body).filter(
          ({ code, level }) => level === 'error' && !Object.hasOwn(lintCodes, code),
        );
        fc.pre(foreseen.length > 0);
        const parameters = { ...sent, 'AWS::IoT::Certificate::Id': 'a'.repeat(64) };
        expect(evaluateTemplate(reading.template, parameters).kind).to.equal('refused');
      }),
      { numRuns: 1_000 },
    );
  });
});
