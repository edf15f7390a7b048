import { nearest } from '@gangway/core';
import { expect } from 'chai';

describe('nearest', () => {
  const known = ['rsaBits', 'curves', 'clockSkewMs', 'subject'];
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['rsabits', 'rsaBits'],
    ['rsa_bits', 'rsaBits'],
    ['rsa-bits', 'rsaBits'],
    ['rsaBit', 'rsaBits'],
    ['curvse', 'curves'],
    ['clockSkew', 'clockSkewMs'],
    ['sbject', 'subject'],
    ['issuer', undefined],
    ['', undefined],
    ['completelyDifferent', undefined],
  ];
  for (const [name, right] of cases) {
    it(`takes "${name}" for ${right ?? 'nothing'}`, () =>
      expect(nearest(name, known)).to.equal(right));
  }

  it('prefers the nearer, and the first of two alike', () => {
    expect(nearest('site', ['sites', 'site'])).to.equal('site');
    expect(nearest('sita', ['site', 'sito'])).to.equal('site');
    expect(nearest('sites', ['site', 'sites'])).to.equal('sites');
  });

  it('lets two letters be wrong, and in long names a third of them', () => {
    expect(nearest('stie', ['site'])).to.equal('site');
    expect(nearest('sxyz', ['site'])).to.equal(undefined);
    expect(nearest('abcdefghijkl', ['abcdefgh1234'])).to.equal('abcdefgh1234');
    expect(nearest('abcdefghijkl', ['abcdefg12345'])).to.equal(undefined);
  });

  it('answers soon, whatever the length', () => {
    expect(nearest('x'.repeat(1_000_000), ['y'.repeat(1_000_000)])).to.equal(undefined);
    expect(nearest('x', [])).to.equal(undefined);
  });
});
