import type { Clock } from '@gangway/core';

/** A clock whose time of day can be set; durations and waits go on as before. */
export interface JumpingClock extends Clock {
  /** @param milliseconds ahead */
  jump(milliseconds: number): void;
}

export function jumpingClock(clock: Clock): JumpingClock {
  let offset = 0;
  return Object.freeze({
    now: () => clock.now() + offset,
    monotonic: () => clock.monotonic(),
    after: (milliseconds: number, run: () => void) => clock.after(milliseconds, run),
    jump(milliseconds: number) {
      offset += milliseconds;
    },
  });
}
