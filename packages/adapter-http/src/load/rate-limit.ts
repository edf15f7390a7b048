import type { Clock } from '@gangway/core';

// A second, counted from its first: two of them that meet let twice as many through at most.
const windowMs = 1_000;

/**
 * Lets so many through in a second.
 *
 * @returns how many were left out since the last that was let through; `undefined` where this one is to be left out
 */
export function rateLimit(clock: Clock, most: number): () => number | undefined {
  let began = Number.NEGATIVE_INFINITY;
  let through = 0;
  let leftOut = 0;
  return () => {
    const now = clock.monotonic();
    if (now - began >= windowMs) {
      began = now;
      through = 0;
    }
    if (through >= most) {
      leftOut += 1;
      return undefined;
    }
    through += 1;
    const before = leftOut;
    leftOut = 0;
    return before;
  };
}
