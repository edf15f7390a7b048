import type { Clock } from '@gangway/core';

/**
 * Asks once, however many ask at one time, and keeps the answer for a while: what costs something must not cost it as often
 * as a stranger likes.
 */
export function kept<T>(
  clock: Clock,
  milliseconds: number,
  ask: () => Promise<T>,
): () => Promise<T> {
  let asked: { readonly answer: Promise<T>; until: number } | undefined;
  return () => {
    if (asked !== undefined && clock.monotonic() < asked.until) return asked.answer;
    const current = { answer: ask(), until: Number.POSITIVE_INFINITY };
    const keep = () => {
      current.until = clock.monotonic() + milliseconds;
    };
    current.answer.then(keep, keep);
    asked = current;
    return current.answer;
  };
}
