import { type Bounds, pause } from '../mqtt/in-time.js';
import { StepError } from '../mqtt/step-error.js';
import type { Random } from '../random/random-for.js';

export interface Persistence {
  readonly attempts: number;
  /** Whether it need not be tried again, after these failures. */
  readonly enough: (failures: readonly StepError[]) => boolean;
  readonly random: Random;
  readonly bounds: Bounds;
  /** Hears of each failure after which it is tried again. */
  readonly again?: (failure: StepError) => void;
}

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Tries until it works, with pauses that double and are drawn from, so that devices which failed together do not come
 * together. What is no {@link StepError} is no fault of the other side, and is thrown on.
 *
 * @returns whether it worked in the end, and every failure on the way
 */
export async function keepTrying(
  { attempts, enough, random, bounds, again }: Persistence,
  once: () => Promise<void>,
): Promise<{ readonly done: boolean; readonly failures: readonly StepError[] }> {
  const failures: StepError[] = [];
  for (;;) {
    try {
      await once();
      return { done: true, failures };
    } catch (error) {
      if (!(error instanceof StepError)) throw error;
      failures.push(error);
      if (failures.length >= attempts || enough(failures)) return { done: false, failures };
      again?.(error);
    }
    const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures.length - 1));
    await pause(ceiling * (0.5 + random.next() / 2), bounds);
  }
}
