import { expect } from 'chai';
import fc from 'fast-check';
import { compileExpression } from '../../dist/expression/compile-expression.js';
import type { Asked } from '../../dist/expression/field.js';

interface Given {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** As core makes them: parameters have no prototype, a record is a plain object. */
function askedOf({ parameters = {}, attributes = {} }: Given): Asked {
  return {
    request: { parameters: Object.assign(Object.create(null), parameters) },
    device: { id: 'SN-0001', state: 'expected', attributes },
  } as unknown as Asked;
}

const compose = (source: string, given: Given) => compileExpression(source).compose(askedOf(given));

const names = ['a', 'b', 'c-d', 'e f', 'g"h', 'i}j'];
const value = fc.oneof(
  fc.constantFrom('${parameters.a}', '${', '}', '$', '${!', '$&', '$1', '__proto__', 'Oslo'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
);
const given = fc.dictionary(fc.constantFrom(...names), value);
const pieces = fc.array(
  fc.oneof(
    fc.record({ literal: fc.oneof(value, fc.constant('${!}')) }),
    fc.record({
      root: fc.constantFrom('parameters', 'device.attributes'),
      name: fc.constantFrom(...names),
    }),
  ),
  { maxLength: 8 },
);

describe('an expression composed', () => {
  it('is its texts and what its references find, one behind the other', () => {
    fc.assert(
      fc.property(pieces, given, given, (parts, parameters, attributes) => {
        const source = parts
          .map((part) =>
            'literal' in part
              ? part.literal.replaceAll('${', '${!')
              : `\${${part.root}[${JSON.stringify(part.name)}]}`,
          )
          .join('');
        // A literal that ends in a dollar sign, before a brace, would be read as a beginning.
        fc.pre(!/\$\{(?![!pd])/.test(source));
        const found = parts.map((part) => {
          if ('literal' in part) return part.literal;
          return (part.root === 'parameters' ? parameters : attributes)[part.name];
        });
        const composed = compose(source, { parameters, attributes });
        if (found.includes(undefined)) expect(composed.kind).to.equal('missing');
        else expect(composed).to.deep.equal({ kind: 'text', text: found.join('') });
      }),
      { numRuns: 5_000 },
    );
  });

  it('never looks again at what was put in', () => {
    for (const sent of ['${parameters.Secret}', '${', '${!', '$&', '$1', "$'"]) {
      const parameters = { Site: sent, Secret: 'hidden' };
      expect(compose('<${parameters.Site}>', { parameters })).to.deep.equal({
        kind: 'text',
        text: `<${sent}>`,
      });
    }
  });

  it('finds no member that every object has', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const composed = compose(`\${device.attributes.${name}}`, { attributes: { site: 'Oslo' } });
      expect(composed.kind, name).to.equal('missing');
    }
    const attributes = JSON.parse('{"constructor": "Oslo"}');
    expect(compose('${device.attributes.constructor}', { attributes })).to.deep.equal({
      kind: 'text',
      text: 'Oslo',
    });
  });

  it('has at most as many characters as a parameter may have', () => {
    const attributes = { half: 'x'.repeat(2_048) };
    const half = '${device.attributes.half}';
    expect(compose(half + half, { attributes }).kind).to.equal('text');
    expect(compose(`${half}${half}.`, { attributes })).to.deep.equal({
      kind: 'unfit',
      why: 'it has over 4096 characters',
    });
  });

  it('is well-formed', () => {
    expect(compose('${device.attributes.half}!', { attributes: { half: '\ud83d' } })).to.deep.equal(
      {
        kind: 'unfit',
        why: 'it is not well-formed Unicode',
      },
    );
  });

  it('takes an empty text for none', () => {
    expect(compose('SN-${parameters.Site}', { parameters: { Site: '' } })).to.deep.equal({
      kind: 'missing',
      why: 'parameters.Site is absent, empty or there more than once',
    });
  });
});
