import { createHistogram } from 'node:perf_hooks';
import type { Clock } from '@gangway/core';
import type { Percentiles, Step } from '../report.js';

/** How long steps take. */
export interface Stopwatch {
  /** Times what succeeds; how long a failure took says more about patience than about speed. */
  time<T>(step: Step, run: () => Promise<T>): Promise<T>;
  add(step: Step, milliseconds: number): void;
  /** Of each step that was timed. */
  percentiles(): Readonly<Partial<Record<Step, Percentiles>>>;
}

const steps = [
  'connect',
  'create',
  'register',
  'hook',
  'reconnect',
  'whole',
] as const satisfies readonly Step[];

/**
 * Histograms hold what ten thousand devices took in a few kilobytes, to three digits.
 */
export function createStopwatch(clock: Pick<Clock, 'monotonic'>): Stopwatch {
  const histograms = new Map(steps.map((step) => [step, createHistogram()]));
  // They count whole numbers from 1: microseconds.
  const add = (step: Step, milliseconds: number) =>
    histograms.get(step)?.record(Math.max(1, Math.round(milliseconds * 1_000)));
  return {
    async time(step, run) {
      const began = clock.monotonic();
      const result = await run();
      add(step, clock.monotonic() - began);
      return result;
    },
    add,
    percentiles: () =>
      Object.fromEntries(
        [...histograms]
          .filter(([, { count }]) => count > 0)
          .map(([step, histogram]) => [step, percentilesOf(histogram)]),
      ),
  };
}

const percentilesOf = (histogram: ReturnType<typeof createHistogram>): Percentiles => ({
  count: histogram.count,
  p50: histogram.percentile(50) / 1_000,
  p90: histogram.percentile(90) / 1_000,
  p99: histogram.percentile(99) / 1_000,
  max: histogram.max / 1_000,
});
