import type { Clock } from '@gangway/core';

/** An answer, and when its reading began: milliseconds since 1970. */
export interface Reading<T> {
  readonly answer: T;
  readonly readAt: number;
}

/** Answers that were read a moment ago. */
export interface RecentReadings<T> {
  find(key: string): Reading<T> | undefined;
  keep(key: string, reading: Reading<T>): void;
  /** Whether a reading is still young enough to be kept. */
  isFresh(reading: Reading<T>): boolean;
}

/**
 * Keeps answers for as long as each of them may be believed.
 *
 * @param lifeMs how long that is, counted from when its reading began; 0 keeps it not at all
 * @param most how many are kept; the oldest makes room
 */
export function recentReadings<T>(
  clock: Clock,
  lifeMs: (answer: T) => number,
  most: number,
): RecentReadings<T> {
  const kept = new Map<string, Reading<T>>();

  function isFresh({ answer, readAt }: Reading<T>): boolean {
    // By the time of day, which goes on while a function is frozen; set back, it makes nothing young again.
    const age = clock.now() - readAt;
    return age >= 0 && age < lifeMs(answer);
  }

  return {
    isFresh,
    find(key) {
      const reading = kept.get(key);
      if (reading === undefined || isFresh(reading)) return reading;
      kept.delete(key);
      return undefined;
    },
    keep(key, reading) {
      if (lifeMs(reading.answer) === 0) return;
      kept.delete(key);
      if (kept.size >= most) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      kept.set(key, reading);
    },
  };
}
