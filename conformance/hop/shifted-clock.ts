import { Clock, definePlugin, type Plugin, provide } from '@gangway/core';
import { createSystemClock } from '@gangway/plugins/system-clock';

/** The machine's time, put forward or back: what a machine whose clock is wrong goes by. */
export interface ShiftedClock extends Clock {
  /** @param milliseconds ahead of the machine's time; below nought behind it */
  shift(milliseconds: number): void;
  /** Has so much time gone by, on both scales. */
  pass(milliseconds: number): void;
  plugin(): Plugin;
}

/** @param start milliseconds ahead of the machine's time, on both scales */
export function shiftedClock(start: number): ShiftedClock {
  const system = createSystemClock();
  let passed = start;
  let ahead = 0;
  const clock: ShiftedClock = {
    now: () => system.now() + passed + ahead,
    monotonic: () => system.monotonic() + passed,
    after: system.after,
    shift(milliseconds) {
      ahead = milliseconds;
    },
    pass(milliseconds) {
      passed += milliseconds;
    },
    plugin: definePlugin({
      name: 'shifted-clock',
      build: () => ({ provides: [provide(Clock, {}, () => clock)] }),
    }),
  };
  return clock;
}
