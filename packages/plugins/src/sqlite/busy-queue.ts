import type { Clock } from '@gangway/core';

/** At most so long, in milliseconds, are those who have waited served without a break: other work comes in between. */
const turnMs = 8;
/** Between two tries lie 1 to 4 ms: a commit takes about one, and who comes seldom is seldom lucky. */
const pauseMs = 3;

/** Lets calls wait for a busy file, first come, first served, without holding up the process. */
export interface BusyQueue {
  /**
   * Tries at once, unless others wait already, and again until the file is free.
   *
   * @param attempt synchronous; its answer counts unless it throws that the file is busy
   * @param meanwhile asked where the attempt must wait; an answer of it ends the wait
   * @throws the reason of the signal, as soon as it is aborted: nothing was tried since
   */
  run<T>(attempt: () => T, signal: AbortSignal, meanwhile?: () => T | undefined): Promise<T>;
  /** Nobody waits any more. */
  idle(): Promise<void>;
}

interface Waiter {
  /** Answers whether the wait is over. */
  readonly tryAgain: () => boolean;
  readonly over: Promise<unknown>;
}

/**
 * @param isBusy which errors say that it may be tried again
 * @param gaveUp what to reject with after `busyTimeoutMs`
 */
export function busyQueue(
  clock: Clock,
  busyTimeoutMs: number,
  isBusy: (error: unknown) => boolean,
  gaveUp: (cause: unknown) => unknown,
): BusyQueue {
  const waiting = new Set<Waiter>();
  let polling = false;
  let refusals = 0;

  const serve = (): void => {
    polling = false;
    const until = clock.monotonic() + turnMs;
    for (const waiter of waiting) {
      refusals = waiter.tryAgain() ? 0 : refusals + 1;
      if (refusals > 0 || clock.monotonic() >= until) break;
    }
    poll();
  };
  // Processes that were refused together do not come again together: the fractions of their clocks differ.
  const pause = () =>
    refusals === 0 ? 0 : 1 + ((clock.monotonic() * 1_009) % 1) * Math.min(pauseMs, refusals);
  const poll = (): void => {
    if (polling || waiting.size === 0) return;
    polling = true;
    clock.after(pause(), serve);
  };

  return {
    async run<T>(attempt: () => T, signal: AbortSignal, meanwhile?: () => T | undefined) {
      signal.throwIfAborted();
      let refusal: unknown;
      const unlessBusy = <A>(ask: () => A): A | undefined => {
        try {
          return ask();
        } catch (error) {
          if (!isBusy(error)) throw error;
          refusal = error;
          return undefined;
        }
      };
      const tryOnce = (ahead: boolean): { readonly answer: T } | undefined => {
        const attempted = ahead ? unlessBusy(() => ({ answer: attempt() })) : undefined;
        if (attempted !== undefined || meanwhile === undefined) return attempted;
        const answer = unlessBusy(meanwhile);
        return answer === undefined ? undefined : { answer };
      };

      const first = tryOnce(waiting.size === 0);
      if (first !== undefined) return first.answer;
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      const waiter: Waiter = {
        tryAgain: () => {
          try {
            const again = tryOnce(true);
            if (again === undefined) return false;
            resolve(again.answer);
          } catch (error) {
            reject(error);
          }
          leave();
          return true;
        },
        over: promise.catch(() => undefined),
      };
      const abort = (): void => {
        leave();
        reject(signal.reason);
      };
      const cancelTimeout = clock.after(busyTimeoutMs, () => {
        leave();
        reject(gaveUp(refusal));
      });
      const leave = (): void => {
        waiting.delete(waiter);
        cancelTimeout();
        signal.removeEventListener('abort', abort);
      };
      signal.addEventListener('abort', abort);
      waiting.add(waiter);
      poll();
      return promise;
    },
    async idle() {
      while (waiting.size > 0) await Promise.all([...waiting].map(({ over }) => over));
    },
  };
}
