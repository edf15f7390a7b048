import { hopTiming } from '@gangway/hop';

/**
 * What is known of a call's id. `forgotten`: ids of its second are gone, so that nobody can tell whether it came already.
 */
export type Remembered = 'first' | 'seen' | 'forgotten' | 'full';

/** The ids of the calls that were let in, for as long as their time would be taken. */
export interface ReplayMemory {
  /** How many ids there are. */
  size(): number;
  /**
   * Takes note of an id, unless it is known.
   *
   * @param timestamp the call's, in whole seconds since 1970
   * @param now milliseconds since then
   */
  remember(id: string, timestamp: number, now: number): Remembered;
}

/**
 * A memory of so many ids. They are kept by the second of their time, and a whole second is dropped when it is too old to
 * be taken: so there is no timer, and no id is looked at twice. What was dropped is never taken again, whatever the clock says
 * later: one that jumps ahead and back would else let every call in a second time.
 */
export function replayMemory(limit: number): ReplayMemory {
  const seconds = new Map<number, Set<string>>();
  let size = 0;
  let oldest = Number.NEGATIVE_INFINITY;
  let forgottenTo = Number.NEGATIVE_INFINITY;
  const dropBefore = (least: number): void => {
    for (const [second, ids] of seconds) {
      if (second >= least) continue;
      seconds.delete(second);
      size -= ids.size;
      forgottenTo = Math.max(forgottenTo, second);
    }
  };
  return Object.freeze({
    size: () => size,
    remember(id: string, timestamp: number, now: number): Remembered {
      const least = Math.floor(now / 1_000) - hopTiming.windowSeconds;
      if (least !== oldest) dropBefore(least);
      oldest = least;
      if (timestamp < least || timestamp <= forgottenTo) return 'forgotten';
      const ids = seconds.get(timestamp);
      if (ids?.has(id)) return 'seen';
      if (size >= limit) return 'full';
      if (ids === undefined) seconds.set(timestamp, new Set([id]));
      else ids.add(id);
      size += 1;
      return 'first';
    },
  });
}
