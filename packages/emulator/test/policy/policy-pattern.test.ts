import { expect } from 'chai';
import fc from 'fast-check';
import { matches, toPattern } from '../../dist/policy/policy-pattern.js';

const context = { clientId: 'SN-0001' };

/** What a pattern without variables says, as a regular expression. */
const expressionOf = (pattern: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );

describe('a pattern of a policy', () => {
  it('matches as a regular expression of the same wildcards does', () => {
    const letters = (alphabet: string) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(letters('ab/*?'), letters('ab/'), (pattern, text) => {
        expect(matches(toPattern(pattern), text, context)).to.equal(
          expressionOf(pattern).test(text),
        );
      }),
    );
  });

  it('matches what it is made of, with any text for its stars', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[^*?$]{0,6}$/), { maxLength: 5 }),
        fc.string(),
        (parts, text) => {
          expect(matches(toPattern(parts.join('*')), parts.join(text), context)).to.equal(true);
        },
      ),
    );
  });

  it('takes no time that grows beyond the product of both lengths', () => {
    const started = performance.now();
    expect(matches(toPattern('*a'.repeat(100)), `${'a'.repeat(5_000)}b`, context)).to.equal(false);
    expect(performance.now() - started).to.be.lessThan(2_000);
  });

  it('is taken apart in time that grows with its length, where its variables are never closed', () => {
    const started = performance.now();
    expect(toPattern('${'.repeat(100_000))).to.deep.equal([
      { kind: 'text', text: '${'.repeat(100_000) },
    ]);
    expect(performance.now() - started).to.be.lessThan(2_000);
  });
});
