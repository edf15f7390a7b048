import { performance } from 'node:perf_hooks';
import { Clock, definePlugin, provide } from '@gangway/core';

/** The machine's own time. Listed by default. */
export const systemClock = definePlugin({
  name: 'system-clock',
  build: () => ({ provides: [provide(Clock, {}, createSystemClock)] }),
});

function createSystemClock(): Clock {
  return Object.freeze({
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(milliseconds: number, run: () => void) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}
