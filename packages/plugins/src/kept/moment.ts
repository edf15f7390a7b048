import type { Clock } from '@gangway/core';

/** A moment by both of a clock's hands. */
export interface Moment {
  readonly wall: number;
  readonly running: number;
}

export const momentBy = (clock: Clock): Moment => ({
  wall: clock.now(),
  running: clock.monotonic(),
});

/**
 * Whether less than so many milliseconds have passed. The time of day goes on while a function is frozen, and the other goes
 * on when that is set back: the longer of the two counts, and before its own moment nothing is young.
 */
export const isWithin = (since: Moment, now: Moment, length: number): boolean =>
  now.wall >= since.wall && Math.max(now.wall - since.wall, now.running - since.running) < length;
