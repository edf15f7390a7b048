import type { Clock } from '@gangway/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { callTime } from '../dist/gate/call-time.js';

/** A clock whose time of day can be set, as an operator or NTP does. */
function settableClock(start: number) {
  let wall = start;
  let elapsed = 0;
  const clock: Clock = {
    now: () => wall,
    monotonic: () => elapsed,
    after: () => () => undefined,
  };
  return {
    clock,
    pass(milliseconds: number) {
      wall += milliseconds;
      elapsed += milliseconds;
    },
    set(by: number) {
      wall += by;
    },
  };
}

const start = Date.UTC(2030, 0, 1) + 400;
const secondOf = (milliseconds: number) => Math.floor(milliseconds / 1_000);

describe('the time of a call', () => {
  it('is taken 30 seconds either way, and no further', () => {
    const { clock, pass } = settableClock(start);
    const time = callTime(clock);
    pass(60_000);
    const now = secondOf(clock.now());
    for (const seconds of [-30, 0, 30]) expect(time.refuse(now + seconds)).to.equal(undefined);
    for (const seconds of [-31, 31]) {
      expect(time.refuse(now + seconds)?.code, String(seconds)).to.equal('CALL_OUT_OF_TIME');
    }
  });

  it('is not taken from before the start', () => {
    const { clock, pass } = settableClock(start);
    const time = callTime(clock);
    pass(5_000);
    expect(time.refuse(secondOf(start))?.code).to.equal('CALL_BEFORE_START');
    expect(time.refuse(secondOf(start) + 1)).to.equal(undefined);
  });

  it('is not taken from before the start, whatever the time of day within its second', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 29_000 }),
        (ms, ago) => {
          const { clock, pass } = settableClock(Date.UTC(2030, 0, 1) + ms);
          const signedBefore = secondOf(clock.now() - ago);
          const time = callTime(clock);
          for (let step = 0; step < 40; step += 1) {
            expect(time.refuse(signedBefore)).to.not.equal(undefined);
            pass(500);
          }
        },
      ),
    );
  });

  it('is taken of every call that is signed after it said that it is ready, by clocks 250 ms apart', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: -250, max: 250 }),
        fc.integer({ min: 0, max: 3_000 }),
        (ms, apart, later) => {
          const { clock, pass } = settableClock(Date.UTC(2030, 0, 1) + ms);
          const time = callTime(clock);
          while (!time.isReady()) pass(1);
          pass(later);
          expect(time.refuse(secondOf(clock.now() + apart))).to.equal(undefined);
        },
      ),
    );
  });

  it('is ready within two seconds', () => {
    const { clock, pass } = settableClock(start);
    const time = callTime(clock);
    expect(time.isReady()).to.equal(false);
    pass(1_499);
    expect(time.isReady()).to.equal(false);
    pass(1);
    expect(time.isReady()).to.equal(true);
  });

  it('is not taken from before the start once a clock that was behind is set right', () => {
    const { clock, pass, set } = settableClock(start - 3_600_000);
    const time = callTime(clock);
    const signedBefore = secondOf(start);
    pass(2_000);
    set(3_600_000);
    expect(time.refuse(signedBefore)?.code).to.equal('CALL_BEFORE_START');
    expect(time.refuse(secondOf(clock.now()))).to.equal(undefined);
    expect(time.isReady()).to.equal(true);
  });

  it('is not taken from before the start once the clock jumps back; it is then not ready, until it has come there again', () => {
    const { clock, pass, set } = settableClock(start);
    const time = callTime(clock);
    pass(10_000);
    set(-15_000);
    expect(time.refuse(secondOf(start - 2_000))?.code).to.equal('CALL_BEFORE_START');
    expect(time.isReady()).to.equal(false);
    pass(6_500);
    expect(time.isReady()).to.equal(true);
    expect(time.refuse(secondOf(clock.now()))).to.equal(undefined);
  });
});
