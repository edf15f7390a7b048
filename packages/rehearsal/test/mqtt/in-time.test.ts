import { fakeClock } from '@gangway/testing';
import { expect } from 'chai';
import { inTime, pause } from '../../dist/mqtt/in-time.js';

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

describe('inTime', () => {
  it('gives what was settled in time, and leaves no timer', async () => {
    const clock = fakeClock();
    const { signal } = new AbortController();
    expect(await inTime(Promise.resolve(7), 100, 'LATE', { clock, signal })).to.equal(7);
    expect(clock.waiting()).to.equal(0);
  });

  it('throws the code when it is late', async () => {
    const clock = fakeClock();
    const { signal } = new AbortController();
    const late = outcome(inTime(new Promise(() => {}), 100, 'LATE', { clock, signal }));
    clock.advance(100);
    expect(await late).to.have.property('code', 'LATE');
  });

  for (const when of ['before', 'meanwhile'] as const) {
    it(`throws the signal's reason where that was aborted ${when}, and leaves no timer`, async () => {
      const clock = fakeClock();
      const stop = new AbortController();
      const reason = new RangeError('stopped');
      if (when === 'before') stop.abort(reason);
      const bounds = { clock, signal: stop.signal };
      const waits = [
        outcome(inTime(new Promise(() => {}), 100, 'LATE', bounds)),
        outcome(pause(100, bounds)),
      ];
      stop.abort(reason);
      expect(await Promise.all(waits)).to.deep.equal([reason, reason]);
      expect(clock.waiting()).to.equal(0);
    });
  }
});

describe('pause', () => {
  it('waits as long as told', async () => {
    const clock = fakeClock();
    const { signal } = new AbortController();
    let over = false;
    const waiting = pause(100, { clock, signal }).then(() => {
      over = true;
    });
    clock.advance(99);
    await Promise.resolve();
    expect(over).to.equal(false);
    clock.advance(1);
    await waiting;
    expect(over).to.equal(true);
  });
});
