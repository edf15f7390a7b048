import type { Clock } from '@gangway/core';

/** How long something takes now. */
interface RecentDuration {
  add(milliseconds: number): void;
  now(): number;
}

// An old measure counts half as much after each of these, and so does the whole where there is no new one.
const halfLifeMs = 1_000;
// What a measure counts at least beside those before it, however close they come.
const leastWeight = 1 / 64;

/**
 * A mean of the last seconds. It falls by itself where nothing is measured, so that a bad second is forgotten although all
 * that came since was turned away because of it.
 */
export function recentDuration(clock: Clock): RecentDuration {
  let mean: number | undefined;
  let at = 0;
  const kept = () => 0.5 ** ((clock.monotonic() - at) / halfLifeMs);
  return {
    add(milliseconds) {
      const old = kept();
      // After a pause the old mean says little, and the new measure nearly all.
      mean =
        mean === undefined
          ? milliseconds
          : mean + (milliseconds - mean) * Math.max(1 - old, leastWeight);
      at = clock.monotonic();
    },
    now: () => (mean ?? 0) * kept(),
  };
}
