import {
  certificateIdParameter,
  evaluateTemplate,
  readTemplate,
  type Template,
} from '@gangway/template';
import { expect } from 'chai';
import fc from 'fast-check';
import { body } from './arbitrary/body.js';
import { expression, mappings, parameters } from './arbitrary/expression.js';

const declared = Object.fromEntries(
  Object.keys(parameters).map((name) => [name, { Type: 'String' }]),
);
const bodyOf = (fragment: unknown) =>
  JSON.stringify({
    Parameters: declared,
    Mappings: mappings,
    Resources: {},
    DeviceConfiguration: { value: fragment },
  });

const given = fc.dictionary(
  fc.constantFrom('Serial', 'Site', 'List', 'P', '__proto__', certificateIdParameter),
  fc.oneof(fc.string(), fc.constant('7d'.repeat(32))),
);

function templateOf(text: string): Template {
  const reading = readTemplate(text);
  if (reading.kind === 'refused') throw new Error(JSON.stringify(reading.faults));
  return reading.template;
}

describe('whatever is read as a template', () => {
  it('reads, or is refused with faults that point into it', () => {
    fc.assert(
      fc.property(body, (text) => {
        const reading = readTemplate(text);
        if (reading.kind === 'template') return;
        expect(reading.faults).to.not.be.empty;
        for (const { at } of reading.faults) expect(at).to.match(/^(?:\/(?:[^~/]|~[01])*)*$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('evaluates or is refused, if it reads', () => {
    const tally = { provisioning: 0, refused: 0 };
    fc.assert(
      fc.property(body, given, (text, sent) => {
        const reading = readTemplate(text);
        if (reading.kind === 'refused') return;
        const evaluation = evaluateTemplate(reading.template, sent);
        tally[evaluation.kind] += 1;
      }),
      { numRuns: 2000 },
    );
    // Both come about often, or the bodies show nothing.
    expect(Math.min(tally.provisioning, tally.refused), JSON.stringify(tally)).to.be.above(9);
  });
});

describe('functions in functions', () => {
  it('come to what they are made of', () => {
    fc.assert(
      fc.property(expression, ({ fragment, value }) => {
        const evaluation = evaluateTemplate(templateOf(bodyOf(fragment)), parameters);
        expect(evaluation)
          .to.have.nested.property('provisioning.deviceConfiguration.value')
          .that.equals(value);
      }),
    );
  });

  it('depend on nothing but the template and the parameters that it declares', () => {
    fc.assert(
      fc.property(
        expression,
        expression,
        fc.dictionary(fc.string(), fc.string()),
        (one, other, more) => {
          const template = deepFreeze(templateOf(bodyOf(one.fragment)));
          const first = evaluateTemplate(template, Object.freeze({ ...parameters }));
          evaluateTemplate(templateOf(bodyOf(other.fragment)), { Serial: 'of another device' });
          const again = evaluateTemplate(template, Object.freeze({ ...more, ...parameters }));
          expect(again).to.deep.equal(first);
        },
      ),
    );
  });

  it('are refused without a word of any value', () => {
    // No name or message of the package has this sign in it.
    const secret = fc.string({ minLength: 1, maxLength: 4500 }).map((text) => `§${text}`);
    const places = fc.constantFrom<unknown>(
      { 'Fn::Select': [{ Ref: 'Serial' }, ['a']] },
      { 'Fn::FindInMap': ['Map', { Ref: 'Serial' }, 'a'] },
      { 'Fn::FindInMap': [{ Ref: 'Serial' }, 'first', 'a'] },
      { 'Fn::Join': ['', [{ Ref: 'Serial' }, { Ref: 'Missing' }]] },
    );
    fc.assert(
      fc.property(secret, places, (Serial, value) => {
        const text = JSON.stringify({
          Parameters: { Serial: { Type: 'String' }, Missing: { Type: 'String' } },
          Mappings: mappings,
          Resources: {},
          DeviceConfiguration: { value },
        });
        const evaluation = evaluateTemplate(templateOf(text), { Serial });
        expect(evaluation.kind).to.equal('refused');
        expect(JSON.stringify(evaluation)).to.not.contain('§');
      }),
    );
  });
});

describe('hostile bodies', () => {
  for (const [what, text] of [
    ['200,000 lists in each other', '['.repeat(200_000)],
    ['10 MB', ' '.repeat(10_000_000)],
    [
      'functions as deep as a body holds',
      `${'{"Fn::Join":["",['.repeat(480)}"x"${']]}'.repeat(480)}`,
    ],
    ['as many keys as a body holds', `{${Array.from({ length: 1400 }, (_, i) => `"${i}":1`)}}`],
    ['one key a thousand times', `{${Array.from({ length: 1000 }, () => '"k":1')}}`],
    ['a key of many backslashes', `{"${'\\\\'.repeat(5000)}":1}`],
  ] as const) {
    it(`${what}: refused, at once`, () => {
      const reading = readTemplate(text);
      expect(reading.kind).to.equal('refused');
    }).timeout(500);
  }

  it('have names cut and made plain in messages', () => {
    const reading = readTemplate(`{"\\u202e\\u001b${'x'.repeat(9000)}":1,"Resources":{}}`);
    const [fault] = reading.kind === 'refused' ? reading.faults : [];
    expect(fault?.message).to.match(/^There is no section "\\u202e\\u001bx{62}\.\.\."; [ -~]+$/);
  });

  it('take no prototype along', () => {
    const template = templateOf(
      '{"Parameters":{"__proto__":{"Type":"String"}},"Mappings":{"__proto__":{"a":{"b":"c"}}},"Resources":{},"DeviceConfiguration":{"__proto__":"d"}}',
    );
    for (const record of [template.parameters, template.mappings, template.deviceConfiguration]) {
      expect(Object.getPrototypeOf(record)).to.equal(null);
      expect(Object.keys(record)).to.deep.equal(['__proto__']);
    }
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner);
    Object.freeze(value);
  }
  return value;
}
