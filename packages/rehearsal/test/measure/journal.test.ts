import type { RehearsalProgress, Verdict } from '@gangway/rehearsal';
import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { keepJournal } from '../../dist/measure/journal.js';

const verdict = (outcome: Verdict['outcome'], kind: Verdict['kind'] = 'genuine'): Verdict => ({
  who: 'SN-0001',
  kind,
  outcome,
  retries: 0,
});

describe('keepJournal', () => {
  it('counts what happened in each second, also in those in which nothing did', () => {
    const clock = fakeClock();
    const journal = keepJournal({ clock, total: 3 });
    journal.ended(verdict('admitted'));
    journal.retried();
    clock.advance(2_500);
    journal.ended(verdict('refused'));
    expect(journal.timeline()).to.deep.equal([
      { second: 0, admitted: 1, refused: 0, retries: 1 },
      { second: 1, admitted: 0, refused: 0, retries: 0 },
      { second: 2, admitted: 0, refused: 1, retries: 0 },
    ]);
  });

  it('tells how far it is at most four times a second, and once when it is over', () => {
    const clock = fakeClock();
    const told: RehearsalProgress[] = [];
    const journal = keepJournal({
      clock,
      total: 1_000,
      progress: (progress) => told.push(progress),
    });
    for (let count = 0; count < 1_000; count += 1) {
      journal.ended(verdict('admitted'));
      clock.advance(2);
    }
    expect(told.length).to.equal(8);
    journal.finish();
    expect(told.at(-1)).to.deep.equal({
      done: 1_000,
      total: 1_000,
      admitted: 1_000,
      refused: 0,
      wrong: 0,
      retries: 0,
      elapsedMs: 2_000,
    });
  });

  it('counts a refused device and an admitted impostor as wrong, and no other', () => {
    const told: RehearsalProgress[] = [];
    const journal = keepJournal({
      clock: fakeClock(),
      total: 4,
      progress: (progress) => told.push(progress),
    });
    journal.ended(verdict('admitted'));
    journal.ended(verdict('refused', 'replay'));
    journal.ended(verdict('refused'));
    journal.ended(verdict('admitted', 'replay'));
    journal.finish();
    expect(told.at(-1)?.wrong).to.equal(2);
  });
});
