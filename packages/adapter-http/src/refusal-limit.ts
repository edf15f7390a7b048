import type { Clock } from '@gangway/core';
import type { TurnedAway } from './let-in.js';
import { rateLimit } from './load/rate-limit.js';

/**
 * What is recorded of a call that was turned away; `undefined` for one that is left out. Every one is counted in the metrics
 * all the same.
 */
export type RefusalLimit = (call: TurnedAway) => string | undefined;

/** How many of one code are recorded in a second: enough to see what goes on. */
const mostOfACode = 10;

/**
 * Bounds what strangers can have recorded: a line, and whatever other sinks make of it, for each of a hundred thousand unsigned
 * calls would fill a log and hide what else is in it. Each code has a share of its own, so that a flood of one hides no other.
 *
 * A call that was authentic is always recorded: nobody makes one without a key.
 */
export function refusalLimit(clock: Clock): RefusalLimit {
  // Codes are the core's, so that there are few.
  const byCode = new Map<string, () => number | undefined>();
  return ({ code, detail, seal }) => {
    if (seal !== undefined) return detail;
    const enter = byCode.get(code) ?? rateLimit(clock, mostOfACode);
    byCode.set(code, enter);
    const leftOut = enter();
    if (leftOut === undefined) return undefined;
    return leftOut === 0 ? detail : `${detail}; ${leftOut} more before it were not recorded`;
  };
}
