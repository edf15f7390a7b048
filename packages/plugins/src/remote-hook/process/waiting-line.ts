import { unlessAborted } from '../../flight/unless-aborted.js';

/** Things that one works with at a time, and those who wait for one, in the order in which they came. */
export interface WaitingLine<T> {
  /**
   * Works with one of them, alone.
   *
   * @throws what `late` makes, when the signal comes before one is free
   */
  use<R>(signal: AbortSignal, work: (thing: T) => Promise<R>): Promise<R>;
}

/**
 * @param things all that there are
 * @param rank tells which of those that are free is taken: that of the highest
 */
export function waitingLine<T>(
  things: readonly T[],
  rank: (thing: T) => number,
  late: () => Error,
): WaitingLine<T> {
  const free = [...things];
  const waiting = new Set<(thing: T) => void>();

  const release = (thing: T): void => {
    const [next] = waiting;
    if (next === undefined) return void free.push(thing);
    waiting.delete(next);
    next(thing);
  };

  async function take(signal: AbortSignal): Promise<T> {
    const best = free.toSorted((one, other) => rank(other) - rank(one))[0];
    if (best !== undefined) {
      free.splice(free.indexOf(best), 1);
      return best;
    }
    const { promise, resolve } = Promise.withResolvers<T>();
    waiting.add(resolve);
    try {
      return await unlessAborted(promise, signal, late);
    } catch (error) {
      // Whoever was given one in the very moment hands it on.
      if (!waiting.delete(resolve)) void promise.then(release);
      throw error;
    }
  }

  return {
    async use(signal, work) {
      if (signal.aborted) throw late();
      const thing = await take(signal);
      try {
        return await work(thing);
      } finally {
        release(thing);
      }
    },
  };
}
