import { expect } from 'chai';
import fc from 'fast-check';
import { covers, overlaps } from '../../dist/iam/pattern-cover.js';
import { matches, patterns, textsUpTo } from './iam-patterns.js';

// A pattern of five signs forgets nothing that a text of seven letters would show.
const texts = textsUpTo(7);

describe('the matching of IAM patterns', () => {
  it('covers a pattern exactly when it matches all that the other matches', () => {
    fc.assert(
      fc.property(patterns, patterns, (wide, narrow) => {
        const all = texts.every((text) => !matches(narrow, text) || matches(wide, text));
        expect(covers(wide, narrow)).to.equal(all);
      }),
    );
  });

  it('overlaps with a pattern exactly when there is a text that both match', () => {
    fc.assert(
      fc.property(patterns, patterns, (one, another) => {
        const some = texts.some((text) => matches(one, text) && matches(another, text));
        expect(overlaps(one, another)).to.equal(some);
      }),
    );
  });

  it('covers what is written otherwise and means the same', () => {
    expect(covers('?*', '*?')).to.equal(true);
    expect(covers('*?', '?*')).to.equal(true);
  });

  it('takes no longer than a moment over patterns of full length', () => {
    const arn = `arn:aws:iot:eu-west-1:123456789012:thing/${'ab*?'.repeat(12)}`;
    expect(covers(arn, arn.replaceAll('?', 'c'))).to.equal(true);
  });

  it('holds signs that mean something to a regular expression for what they are', () => {
    expect(covers('a.c', 'abc')).to.equal(false);
    expect(covers(`\${Token[AWS.Region.4]}:*`, `\${Token[AWS.Region.4]}:x`)).to.equal(true);
  });
});
