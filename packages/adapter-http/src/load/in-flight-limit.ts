import type { Clock } from '@gangway/core';
import type { Turns } from './event-loop-turns.js';
import type { LoadLimit } from './load-limit.js';
import type { LoadMeter, ShedReason } from './load-meter.js';
import { recentDuration } from './recent-duration.js';

/**
 * Most decisions under way at one time unless told otherwise. AWS IoT asks ten times a second unless an account had its
 * quota raised, and no decision takes longer than 4.5 seconds: 45 at most, and as much again for what else calls.
 * With bodies of the longest that are taken, so many hold 32 MB.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/iot-core.html#fleet-provisioning-limits
 */
export const defaultInFlightLimit = 128;

export interface InFlightLimitOptions {
  readonly most: number;
  readonly clock: Clock;
  readonly meter: LoadMeter;
  /** Without them each begins at once. */
  readonly turns?: Turns;
}

/**
 * Lets so many decisions be under way at one time, and none begin that would not end in its time going by how long they
 * take now. One that is alone is always let in: it shows how long they take.
 */
export function inFlightLimit({ most, clock, meter, turns }: InFlightLimitOptions): LoadLimit {
  const usual = recentDuration(clock);
  let inFlight = 0;
  const shedFor = (leftMs: number): ShedReason | undefined => {
    if (inFlight === 0) return undefined;
    if (inFlight >= most) return 'full';
    return usual.now() >= leftMs ? 'late' : undefined;
  };
  return Object.freeze({
    enter(leftMs: number) {
      const reason = shedFor(leftMs);
      if (reason !== undefined) {
        meter.shed(reason);
        return undefined;
      }
      inFlight += 1;
      meter.inFlight(1);
      const start = clock.monotonic();
      return {
        turn: turns?.wait(),
        leave() {
          inFlight -= 1;
          meter.inFlight(-1);
          usual.add(clock.monotonic() - start);
        },
      };
    },
  });
}
