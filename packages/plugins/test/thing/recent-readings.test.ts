import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { recentReadings } from '../../dist/aws-iot/recent-readings.js';

/** The answers say how long they live. */
const open = (most = 1_000) => {
  const clock = fakeClock();
  const recent = recentReadings<number>(clock, (answer) => answer, most);
  const keep = (key: string, answer: number, age = 0) =>
    recent.keep(key, { answer, readAt: clock.now() - age });
  return { clock, recent, keep };
};

describe('answers that were read a moment ago', () => {
  it('are no more than so many, the oldest goes first', () => {
    const { recent, keep } = open(3);
    for (const key of ['one', 'two', 'one', 'three', 'four']) keep(key, 1_000);
    const kept = ['one', 'two', 'three', 'four'].filter((key) => recent.find(key) !== undefined);
    expect(kept).to.deep.equal(['one', 'three', 'four']);
  });

  it('are none from the future, when the clock was set back', () => {
    const { recent, keep } = open();
    keep('one', 1_000, -1);
    expect(recent.find('one')).to.equal(undefined);
  });

  it('live as long as each may, and an answer without a life is not kept', () => {
    const { clock, recent, keep } = open();
    for (const life of [0, 1, 2]) keep(`${life}`, life);
    const found = () => ['0', '1', '2'].filter((key) => recent.find(key) !== undefined);
    expect(found()).to.deep.equal(['1', '2']);
    clock.advance(1);
    expect(found()).to.deep.equal(['2']);
    clock.advance(1);
    expect(found()).to.deep.equal([]);
  });

  it('are found exactly while they are younger than their life', () => {
    const span = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(span, span, span, (life, ageWhenKept, pause) => {
        const { clock, recent, keep } = open();
        keep('one', life, ageWhenKept);
        clock.advance(pause);
        const isYoung = ageWhenKept + pause < life;
        expect(recent.find('one') !== undefined).to.equal(isYoung);
      }),
    );
  });
});
