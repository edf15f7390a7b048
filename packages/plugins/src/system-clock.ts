import { Clock, definePlugin, provide } from '@gangway/core';

/**
 * The machine's own time. Listed by default.
 *
 * @example
 * composeHook(definition, { replace: [systemClock()] });
 */
export const systemClock = definePlugin({
  name: 'system-clock',
  build: () => ({ provides: [provide(Clock, {}, createSystemClock)] }),
});

/**
 * The clock itself, for calls without a hook.
 *
 * @example
 * createSystemClock().now() > Date.UTC(2020, 0, 1); // true
 */
export function createSystemClock(): Clock {
  return Object.freeze({
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
}
