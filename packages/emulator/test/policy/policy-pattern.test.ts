import { expect } from 'chai';
import fc from 'fast-check';
import { matches, toPattern } from '../../dist/policy/policy-pattern.js';

const context = { clientId: 'a*b', thing: { thingName: 'ab', attributes: {} } };

/** Slow, and plainly right: a wildcard is tried with every length. */
function matchesSlowly(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern;
  if (first === '') return text === '';
  if (first === '*') {
    return Array.from({ length: text.length + 1 }, (_, length) => length).some((length) =>
      matchesSlowly(rest.join(''), text.slice(length)),
    );
  }
  return (
    text !== '' &&
    (first === '?' || first === text[0]) &&
    matchesSlowly(rest.join(''), text.slice(1))
  );
}

describe('a pattern of a policy', () => {
  it('matches what its wildcards stand for, and nothing else', () => {
    const piece = fc.constantFrom('a', 'b', 'ab', '*', '?');
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), letters, (pieces, text) => {
        const pattern = pieces.join('');
        expect(matches(toPattern(pattern), text, context)).to.equal(matchesSlowly(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes a value for itself, whatever characters are in it', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of AWS IoT's policies
    const pattern = toPattern('x/${iot:ClientId}/*');
    expect(matches(pattern, 'x/a*b/c', context)).to.equal(true);
    expect(matches(pattern, 'x/acb/c', context)).to.equal(false);
  });

  it('cannot tell where a variable has no value, matching or not', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of AWS IoT's policies
    const pattern = toPattern('x/${iot:Connection.Thing.ThingTypeName}');
    expect(matches(pattern, 'x/', context)).to.equal(undefined);
    expect(matches(pattern, 'y', context)).to.equal(undefined);
  });

  it('takes no longer than the product of both lengths', () => {
    const pattern = toPattern(`${'a*'.repeat(60)}b`);
    const began = performance.now();
    expect(matches(pattern, 'a'.repeat(256), context)).to.equal(false);
    expect(performance.now() - began).to.be.below(1_000);
  });

  it('is taken apart in time that grows with its length, where its variables are never closed', () => {
    const started = performance.now();
    expect(toPattern('${'.repeat(100_000))).to.deep.equal([
      { kind: 'text', text: '${'.repeat(100_000) },
    ]);
    expect(performance.now() - started).to.be.lessThan(2_000);
  });
});
