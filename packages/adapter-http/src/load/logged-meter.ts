import type { DecidingHook } from '@gangway/core';
import type { Meter } from '../metrics/meter.js';
import { shedLog } from './shed-log.js';

/** Counts as the meter does, and warns of what is turned away. */
export function loggedMeter(meter: Meter, { clock, logger }: DecidingHook): Meter {
  const warn = shedLog(clock, logger);
  return {
    ...meter,
    shed(reason) {
      meter.shed(reason);
      warn(reason);
    },
  };
}
