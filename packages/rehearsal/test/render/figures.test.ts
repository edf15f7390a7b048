import { expect } from 'chai';
import { perSecond } from '../../dist/render/chart/per-second.js';
import { showDuration, showRate } from '../../dist/render/text/figures.js';
import { shown } from '../../dist/render/text/shown.js';

describe('figures for people', () => {
  const durations: readonly (readonly [number, string])[] = [
    [0, '0 ms'],
    [0.44, '0.4 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [999.4, '999 ms'],
    [999.6, '1 s'],
    [4_240, '4.2 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [192_000, '3 min 12 s'],
  ];
  for (const [milliseconds, text] of durations) {
    it(`shows ${milliseconds} ms as ${text}`, () =>
      expect(showDuration(milliseconds)).to.equal(text));
  }

  it('shows a rate, also of no time at all', () => {
    expect([showRate(1_000, 40_000), showRate(1, 2_500), showRate(5, 0)]).to.deep.equal([
      '25',
      '0.4',
      '5,000',
    ]);
  });

  it('cuts a long text between characters, never inside one', () => {
    expect(shown('👩👩', 3)).to.equal('👩… (4 characters)');
  });
});

describe('perSecond', () => {
  it('knows the seconds in which nothing happened', () => {
    const timeline = [{ second: 2, admitted: 4, refused: 0, retries: 1 }];
    expect(perSecond({ timeline }).map(({ admitted }) => admitted)).to.deep.equal([0, 0, 4]);
  });

  it('puts seconds together where there are many, and counts for one second still', () => {
    const timeline = Array.from({ length: 600 }, (_, second) => ({
      second,
      admitted: 10,
      refused: 2,
      retries: 0,
    }));
    const stretches = perSecond({ timeline });
    expect(stretches).to.have.length(120);
    expect(stretches.at(-1)).to.deep.equal({
      from: 595,
      to: 600,
      admitted: 10,
      refused: 2,
      retries: 0,
    });
  });

  it('is empty where nothing is known', () => {
    expect(perSecond({ timeline: [] })).to.deep.equal([]);
  });
});
