import { timing } from '../domain/limits.js';
import type { Clock } from '../ports/clock.js';

/** The one deadline of a request and the one signal made of it, or an earlier one of a part of what is asked. */
export interface Deadline {
  readonly at: number;
  readonly signal: AbortSignal;
  remaining(): number;
  /** What is said when it has passed. */
  code(): 'DEADLINE_EXCEEDED' | TimeoutCode;
  /**
   * Waits for an answer, at most until the deadline.
   *
   * @throws DeadlineReached when it comes first, or has passed while the event loop was blocked
   */
  race<T>(answer: T | Promise<T>): Promise<T>;
  /** Lets the timer go. */
  clear(): void;
}

type TimeoutCode = 'MONITOR_TIMED_OUT' | 'OVERRIDE_SOURCE_TIMED_OUT';

export class DeadlineReached extends Error {}

/**
 * @param wanted milliseconds since 1970; never later than AWS's limit after `receivedAt` less the margin
 */
export function startDeadline(
  clock: Clock,
  receivedAt: number,
  wanted: number | undefined,
): Deadline {
  const latest = receivedAt + timing.awsLimitMs - timing.marginMs;
  // A deadline that is not a number must not become one that never comes.
  const at = wanted === undefined || Number.isNaN(wanted) ? latest : Math.min(wanted, latest);
  // The wall clock may be set back while a request is under way; this one cannot.
  const end = clock.monotonic() + Math.max(0, at - clock.now());
  const { cancel, told } = startTimer(clock, end, Math.max(0, at - receivedAt));
  return { at, ...told, code: () => 'DEADLINE_EXCEEDED', clear: cancel };
}

/**
 * A deadline within another: it comes after so many milliseconds, or with the other one.
 *
 * @param code what is said when it has passed and the other one has not
 */
export function deadlineWithin(
  outer: Deadline,
  clock: Clock,
  milliseconds: number,
  code: TimeoutCode,
): Deadline {
  const left = Math.min(milliseconds, Math.max(0, outer.remaining()));
  // It must come by itself: the outer one is let go while what stands inside a monitor is still under way.
  const { abort, cancel, told } = startTimer(clock, clock.monotonic() + left, Math.ceil(left));
  if (outer.signal.aborted) abort();
  else outer.signal.addEventListener('abort', abort, { once: true });
  const isOver = () => outer.signal.aborted || outer.remaining() <= 0;
  return {
    at: Math.min(outer.at, clock.now() + milliseconds),
    ...told,
    code: () => (isOver() ? outer.code() : code),
    clear() {
      outer.signal.removeEventListener('abort', abort);
      cancel();
    },
  };
}

/** @param end by the monotonic clock */
function startTimer(clock: Clock, end: number, milliseconds: number) {
  const controller = new AbortController();
  const { signal } = controller;
  const remaining = () => end - clock.monotonic();
  const abort = () => controller.abort(new DeadlineReached());
  const cancel = clock.after(milliseconds, abort);
  const race = async <T>(answer: T | Promise<T>): Promise<T> => {
    const value = isPromise(answer) ? await first(answer, signal) : answer;
    // A blocked event loop delays the timer, not the clock; and what was aborted stays so. Of a clock that tells no number,
    // nobody knows that there is time left.
    if (!(remaining() > 0) || signal.aborted) {
      abort();
      throw new DeadlineReached();
    }
    return value;
  };
  return { abort, cancel, told: { signal, remaining, race } };
}

export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/**
 * The promise's outcome, or the signal's reason if that comes first. A late rejection is nobody's concern. It may be any
 * thenable, also one that resolves to another that never settles.
 */
export async function first<T>(promise: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
