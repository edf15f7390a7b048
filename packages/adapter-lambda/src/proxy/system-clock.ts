import type { Clock } from '@gangway/core';

/** The machine's own time, for a bundle that has no plugins. */
export const systemClock: Clock = Object.freeze({
  now: () => Date.now(),
  monotonic() {
    // `performance.now()` tells the same, and costs a cold start a millisecond of loading it.
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1_000 + nanoseconds / 1_000_000;
  },
  after(milliseconds: number, run: () => void) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
});
