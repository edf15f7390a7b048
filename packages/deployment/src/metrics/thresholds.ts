import { timing } from '@gangway/core';

/**
 * A wave is so many refusals in five minutes, and such a share of all decisions. A device that was refused tries again once or twice a
 * minute, and stays below the number; a busy line of good devices keeps a few bad ones among them below the share.
 */
export const refusalWave = Object.freeze({ refusals: 20, percent: 20 });

/** Of the time that a decision has: past this, an ordinary bad moment of a dependency costs devices their answer. */
const nearDeadlinePercent = 70;

/** Milliseconds of a call from which on the deadline is near: that one lies before the end of the function, by the way back. */
export const nearDeadlineMs = (timeoutSeconds: number): number =>
  Math.round(((timeoutSeconds * 1_000 - timing.marginMs) * nearDeadlinePercent) / 100);
