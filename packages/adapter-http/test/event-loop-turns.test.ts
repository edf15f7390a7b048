import { setImmediate as nextTurn } from 'node:timers/promises';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { eventLoopTurns } from '../dist/load/event-loop-turns.js';

/** Asks for so many turns at once; each decision takes so many milliseconds of them. */
function ask(count: number, milliseconds: number) {
  const clock = fakeClock();
  const turns = eventLoopTurns(clock);
  const begun: number[] = [];
  const decide = async (index: number) => {
    const turn = turns.wait();
    if (turn !== undefined) await turn;
    begun.push(index);
    clock.advance(milliseconds);
  };
  const all = Array.from({ length: count }, (_, index) => decide(index));
  return { clock, turns, begun, decide, all: Promise.all(all) };
}

describe('the turns of the event loop', () => {
  it('let what is quick begin at once', () => {
    expect(ask(20, 0.01).begun).to.have.lengthOf(20);
  });

  it('let what takes the time of a turn begin one by one, in the order in which it came', async () => {
    const { begun, all } = ask(20, 2);
    expect(begun).to.deep.equal([0]);
    const perTurn: number[] = [];
    while (begun.length < 20) {
      const before = begun.length;
      await nextTurn();
      perTurn.push(begun.length - before);
    }
    await all;
    expect(begun).to.deep.equal(Array.from({ length: 20 }, (_, index) => index));
    expect(Math.max(...perTurn)).to.be.at.most(2);
  });

  it('let nothing that comes later begin before what waits', async () => {
    const { begun, decide, all } = ask(3, 2);
    const later = decide(99);
    await Promise.all([all, later]);
    expect(begun).to.deep.equal([0, 1, 2, 99]);
  });

  it('give decisions as long as all else took', async () => {
    const { clock, begun, all } = ask(40, 2);
    await nextTurn();
    const before = begun.length;
    // What a poll with many readable connections takes.
    setImmediate(() => clock.advance(20));
    await nextTurn();
    await nextTurn();
    expect(begun.length - before).to.be.within(8, 14);
    await all;
  });

  it('hold nobody up once the queue is gone', async () => {
    const { turns, all } = ask(5, 2);
    await all;
    await nextTurn();
    await nextTurn();
    expect(turns.wait()).to.equal(undefined);
  });
});
