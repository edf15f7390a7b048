import type { Clock } from '@gangway/core';
import { expect } from 'chai';
import { describe, it } from 'mocha';

/**
 * What every `Clock` does. Run it in the adapter's own tests.
 *
 * @param make a clock
 * @param pass lets at least so many milliseconds of that clock pass
 * @example
 * clockContract('fake', fakeClock, (clock, milliseconds) => clock.advance(milliseconds));
 */
export function clockContract<C extends Clock>(
  name: string,
  make: () => C,
  pass: (clock: C, milliseconds: number) => void | Promise<void>,
): void {
  describe(`Clock contract: ${name}`, () => {
    it('tells milliseconds since 1970 and goes on', async () => {
      const clock = make();
      const before = clock.now();
      await pass(clock, 5);
      expect(before).to.be.greaterThan(Date.UTC(2020, 0, 1));
      expect(clock.now()).to.be.at.least(before + 4);
    });

    it('measures durations on a scale that goes on', async () => {
      const clock = make();
      const before = clock.monotonic();
      await pass(clock, 5);
      expect(clock.monotonic() - before).to.be.at.least(4);
    });

    it('runs a function once, after its time and not before', async () => {
      const clock = make();
      let runs = 0;
      clock.after(5, () => {
        runs += 1;
      });
      expect(runs).to.equal(0);
      await pass(clock, 10);
      await pass(clock, 10);
      expect(runs).to.equal(1);
    });

    it('does not run what was cancelled', async () => {
      const clock = make();
      let runs = 0;
      const cancel = clock.after(5, () => {
        runs += 1;
      });
      cancel();
      await pass(clock, 10);
      expect(runs).to.equal(0);
    });
  });
}
