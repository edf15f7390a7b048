import type { Clock } from '@gangway/core';

/** The one deadline of an invocation. */
export interface Countdown {
  /** Milliseconds until it; zero or less when it has passed. */
  leftMs(): number;
  /** Runs a function at the deadline, or after so many milliseconds if that is sooner; the answer cancels it. */
  atEnd(run: () => void, milliseconds?: number): () => void;
}

/** Starts one, on the scale that never goes back. */
export function startCountdown(clock: Clock, milliseconds: number): Countdown {
  const end = clock.monotonic() + milliseconds;
  const leftMs = () => end - clock.monotonic();
  return {
    leftMs,
    atEnd(run, after = Number.POSITIVE_INFINITY) {
      const cancel = clock.after(Math.max(0, Math.min(after, leftMs())), run);
      return () => {
        try {
          cancel();
        } catch {
          // It is called where nobody could catch: a timer that rings too late does nothing.
        }
      };
    },
  };
}

/** The answer, or `undefined` when it is not there in time. What comes of it then is nobody's concern. */
export async function inTime<T>(
  countdown: Countdown,
  answer: T | Promise<T>,
): Promise<T | undefined> {
  if (!(answer instanceof Promise)) return answer;
  const over = Promise.withResolvers<undefined>();
  const cancel = countdown.atEnd(() => over.resolve(undefined));
  try {
    return await Promise.race([answer, over.promise]);
  } finally {
    cancel();
  }
}
