import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { inFlightLimit } from '../dist/load/in-flight-limit.js';
import type { ShedReason } from '../dist/load/load-meter.js';

function limitOf(most: number) {
  const clock = fakeClock();
  const shed: ShedReason[] = [];
  let inFlight = 0;
  const meter = {
    shed: (reason: ShedReason) => void shed.push(reason),
    inFlight(change: number) {
      inFlight += change;
    },
  };
  const limit = inFlightLimit({ most, clock, meter });
  /** Decides one after the other, each in so many milliseconds. */
  const decide = (milliseconds: number, count = 1) => {
    for (let index = 0; index < count; index += 1) {
      const entry = limit.enter(4_500);
      clock.advance(milliseconds);
      entry?.leave();
    }
  };
  return { clock, limit, decide, shed, inFlight: () => inFlight };
}

describe('the in-flight limit', () => {
  it('sheds what comes when as many are under way as may be, and lets the next in once one has ended', () => {
    const { limit, shed, inFlight } = limitOf(2);
    const first = limit.enter(4_500);
    limit.enter(4_500);
    expect(limit.enter(4_500)).to.equal(undefined);
    expect(shed).to.deep.equal(['full']);
    first?.leave();
    expect(limit.enter(4_500)).to.not.equal(undefined);
    expect(inFlight()).to.equal(2);
  });

  it('sheds what would take longer than it has, going by how long decisions take now', () => {
    const { limit, decide, shed } = limitOf(8);
    decide(2_000, 4);
    limit.enter(4_500);
    expect(limit.enter(1_500)).to.equal(undefined);
    expect(shed).to.deep.equal(['late']);
    expect(limit.enter(2_500)).to.not.equal(undefined);
  });

  it('lets one in that is alone, however slow it has been: it shows how long they take', () => {
    const { limit, decide } = limitOf(8);
    decide(4_400, 20);
    expect(limit.enter(1)).to.not.equal(undefined);
  });

  it('forgets within seconds that decisions were slow, although it lets none in that would show it', () => {
    const { limit, clock, decide } = limitOf(8);
    decide(4_400, 20);
    limit.enter(4_500);
    expect(limit.enter(600)).to.equal(undefined);
    clock.advance(3_000);
    expect(limit.enter(600)).to.not.equal(undefined);
  });

  it('is not put off by one slow decision among many', () => {
    const { limit, decide } = limitOf(8);
    decide(5, 400);
    const slow = limit.enter(4_500);
    decide(5, 100);
    slow?.leave();
    limit.enter(4_500);
    expect(limit.enter(500)).to.not.equal(undefined);
  });

  it('never has more under way than it may, and counts each that ends', () => {
    const steps = fc.array(fc.record({ leaves: fc.boolean(), leftMs: fc.integer({ max: 5_000 }) }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), steps, (most, taken) => {
        const { limit, clock, shed, inFlight } = limitOf(most);
        const entries: { leave(): void }[] = [];
        for (const { leaves, leftMs } of taken) {
          const entry = leaves ? undefined : limit.enter(leftMs);
          if (entry !== undefined) entries.push(entry);
          if (leaves) entries.shift()?.leave();
          clock.advance(10);
          expect(inFlight()).to.equal(entries.length).and.be.at.most(most);
        }
        const asked = taken.filter(({ leaves }) => !leaves).length;
        const ended = taken.length - asked;
        expect(shed.length).to.be.at.least(asked - ended - most);
      }),
    );
  });
});
