import type { Clock } from '@gangway/core';
import { StepError } from './step-error.js';

/** What bounds every wait. */
export interface Bounds {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Waits for something to be settled, but only so long. Timer and listener are gone when it answers.
 *
 * @throws StepError with the code given, where it was not settled in time; the signal's reason where that came first
 */
export async function inTime<T>(
  settled: Promise<T>,
  milliseconds: number,
  code: string,
  { clock, signal }: Bounds,
): Promise<T> {
  const over = Promise.withResolvers<never>();
  const abort = () => over.reject(signal.reason);
  const cancel = clock.after(milliseconds, () => over.reject(new StepError(code)));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([settled, over.promise]);
  } finally {
    cancel();
    signal.removeEventListener('abort', abort);
  }
}

/** @throws the signal's reason, at once */
export async function pause(milliseconds: number, { clock, signal }: Bounds): Promise<void> {
  const over = Promise.withResolvers<void>();
  const abort = () => over.reject(signal.reason);
  const cancel = clock.after(milliseconds, over.resolve);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    await over.promise;
  } finally {
    cancel();
    signal.removeEventListener('abort', abort);
  }
}
