import { Clock, definePlugin, type Plugin, provide } from '@gangway/core';
import { createSystemClock } from '@gangway/plugins/system-clock';

/** The machine's time, put forward or back: what a machine whose clock is wrong goes by. */
export interface ShiftedClock extends Clock {
  /** @param milliseconds ahead of the machine's time; below nought behind it */
  shift(milliseconds: number): void;
  plugin(): Plugin;
}

export function shiftedClock(): ShiftedClock {
  const system = createSystemClock();
  let ahead = 0;
  const clock: ShiftedClock = {
    ...system,
    now: () => system.now() + ahead,
    shift(milliseconds) {
      ahead = milliseconds;
    },
    plugin: definePlugin({
      name: 'shifted-clock',
      build: () => ({ provides: [provide(Clock, {}, () => clock)] }),
    }),
  };
  return clock;
}
