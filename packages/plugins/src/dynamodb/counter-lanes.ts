import type { Clock } from '@gangway/core';

/** Lets work that needs the same counters go one after the other. */
export type CounterLanes = <T>(
  counters: readonly string[],
  signal: AbortSignal,
  work: () => Promise<T>,
) => Promise<T>;

/**
 * Whoever takes longer, because its call hangs or rivals elsewhere are in its way, does not hold up the others: this is
 * to spare them each other, and it is the table that keeps the counters exact.
 */
const longestTurnMs = 500;

/**
 * DynamoDB cancels a transaction that meets another one on an item. Those of one process need not meet: they queue up here,
 * where it costs nothing.
 */
export function counterLanes(clock: Clock): CounterLanes {
  const last = new Map<string, Promise<void>>();
  return async (counters, signal, work) => {
    if (counters.length === 0) return work();
    const turn = Promise.withResolvers<void>();
    // Taken in all lanes at one moment: so of two works that share two lanes, one is before the other in both.
    const before = counters.map((counter) => last.get(counter));
    for (const counter of counters) last.set(counter, turn.promise);
    const over = () => {
      turn.resolve();
      for (const counter of counters) {
        if (last.get(counter) === turn.promise) last.delete(counter);
      }
    };
    const ready = Promise.all(before).then(() => undefined);
    try {
      await unlessAborted(ready, signal);
    } catch (error) {
      // It leaves the queue; who stands behind it still waits for those before.
      ready.then(over);
      throw error;
    }
    const cancel = clock.after(longestTurnMs, over);
    try {
      return await work();
    } finally {
      cancel();
      over();
    }
  };
}

function unlessAborted(ready: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    ready.then(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
  });
}
