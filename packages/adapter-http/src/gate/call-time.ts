import type { Clock } from '@gangway/core';
import { hopTiming, isWithinWindow } from '@gangway/hop';
import { type CallRefusal, refusal } from './gate.js';

/** Whether the time of a call is one that can be taken. */
export interface CallTime {
  /** @param timestamp the call's, in whole seconds since 1970 */
  refuse(timestamp: number): CallRefusal | undefined;
  /** Whether a call that is signed now, by a clock that is right, would be taken. */
  isReady(): boolean;
}

// What two clocks that follow NTP are apart at most: over the internet some tens of milliseconds (RFC 5905, section 4).
const apartMs = 250;

/**
 * Takes calls within 30 seconds, and none from before it was made: who was here before may have let them in. A call's
 * time is a whole second, which may have begun before, so the first call that can be told from those is one of the next
 * second; until then it is not ready.
 *
 * When it began is told by both clocks, and the later of the two counts. One that was behind at the start and is set right makes the
 * start later; one that jumps back makes it no earlier.
 */
export function callTime(clock: Clock): CallTime {
  const beganAt = clock.now();
  const began = clock.monotonic();
  const earliest = (now: number) => Math.max(beganAt, now - (clock.monotonic() - began)) + apartMs;
  return Object.freeze({
    refuse(timestamp: number) {
      const now = clock.now();
      if (!isWithinWindow(timestamp, now)) {
        const apart = Math.abs(Math.floor(now / 1_000) - timestamp);
        const detail = `${apart} s from now, and ${hopTiming.windowSeconds} are allowed`;
        return refusal('CALL_OUT_OF_TIME', detail);
      }
      return timestamp * 1_000 < earliest(now)
        ? refusal('CALL_BEFORE_START', 'this process had not started')
        : undefined;
    },
    isReady() {
      const now = clock.now();
      return now - 1_000 - apartMs >= earliest(now);
    },
  });
}
