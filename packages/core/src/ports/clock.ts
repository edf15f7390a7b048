import { definePort } from './token.js';

/** Time, from outside. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Milliseconds, with fractions, on a scale that never goes back; for durations only. */
  monotonic(): number;
  /** Runs a function once, after so many milliseconds; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void;
}

export const Clock = definePort<Clock>('@gangway/core/Clock');
