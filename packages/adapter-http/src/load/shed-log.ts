import type { Clock, Logger } from '@gangway/core';
import type { ShedReason } from './load-meter.js';

// A line for each of ten thousand would be a load of its own.
const everyMs = 1_000;

/** Warns of what was turned away: one line a second at most, with how many and why. */
export function shedLog(clock: Clock, logger: Logger): (reason: ShedReason) => void {
  let counts: Partial<Record<ShedReason, number>> | undefined;
  const tell = () => {
    logger.log('warn', 'calls were turned away for load', { ...counts });
    counts = undefined;
  };
  return (reason) => {
    if (counts === undefined) {
      counts = {};
      clock.after(everyMs, tell);
    }
    counts[reason] = (counts[reason] ?? 0) + 1;
  };
}
