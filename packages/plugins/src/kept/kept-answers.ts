import type { Clock } from '@gangway/core';
import { sharedFlights } from '../flight/shared-flights.js';

/** How long, in milliseconds. */
export interface KeptTimes {
  /** An answer is given without a question. */
  readonly softMs: number;
  /** An answer serves while no newer one is to be had; at least as long. */
  readonly hardMs: number;
  /** No other question begins, as long as there is an answer that serves. */
  readonly pauseMs: number;
  /** One question may take. */
  readonly timeoutMs: number;
}

/** What is asked for, and by when. */
export interface Asking<Answer> {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Whether the answer that is kept did not serve: it is asked for anew, but for the pause. */
  readonly rejects?: (answer: Answer) => boolean;
}

/** Answers by key, the last good one of each. */
export interface KeptAnswers<Answer> {
  /**
   * @returns `undefined` where the source says that there is none, which is never kept
   * @throws what `read` throws, where nothing is kept that still serves
   */
  find(key: string, asking: Asking<Answer>): Promise<Answer | undefined>;
}

interface Kept<Answer> {
  readonly answer: Answer;
  readonly readAt: number;
}

/**
 * Keeps answers of a source that is asked over a network. Up to the soft limit an answer is given at once. Then the next
 * who asks asks the source, and all others with it; where that fails the last good answer serves up to the hard limit, and a
 * source that is down is asked once a pause only. A failure is told to those who waited for it, and never kept.
 *
 * Nothing is done in the background: a function is frozen between its calls.
 *
 * @param read asks the source for one key; it must end soon after its signal is aborted
 */
export function keptAnswers<Answer>(
  read: (key: string, signal: AbortSignal) => Promise<Answer | undefined>,
  { softMs, hardMs, pauseMs, timeoutMs }: KeptTimes,
): KeptAnswers<Answer> {
  const kept = new Map<string, Kept<Answer>>();
  const triedAt = new Map<string, number>();
  // Whoever asks while an answer is on its way takes that one: it is younger than any that would be kept.
  const share = sharedFlights<Answer | undefined>(() => true);

  async function ask(key: string, clock: Clock, signal: AbortSignal): Promise<Answer | undefined> {
    const readAt = clock.now();
    triedAt.set(key, readAt);
    const timeout = new AbortController();
    const cancel = clock.after(timeoutMs, () => timeout.abort(new Error('no answer in time')));
    try {
      const answer = await read(key, AbortSignal.any([signal, timeout.signal]));
      if (answer === undefined) kept.delete(key);
      else kept.set(key, { answer, readAt });
      return answer;
    } finally {
      cancel();
    }
  }

  const heldAt = (key: string, now: number): Kept<Answer> | undefined => {
    const held = kept.get(key);
    return held !== undefined && isWithin(now - held.readAt, hardMs) ? held : undefined;
  };

  return {
    async find(key, { clock, signal, rejects }) {
      signal.throwIfAborted();
      const now = clock.now();
      const held = heldAt(key, now);
      if (held !== undefined) {
        const serves = isWithin(now - held.readAt, softMs) && rejects?.(held.answer) !== true;
        const pausing = isWithin(now - (triedAt.get(key) ?? Number.NaN), pauseMs);
        if (serves || pausing) return held.answer;
      }
      try {
        return await share(key, signal, (shared) => ask(key, clock, shared));
      } catch (error) {
        // Looked at anew: while the source was asked in vain, the hard limit may have passed.
        const still = heldAt(key, clock.now());
        if (still === undefined || signal.aborted) throw error;
        return still.answer;
      }
    },
  };
}

/** By the time of day, which goes on while a function is frozen; a clock that was set back makes nothing young again. */
const isWithin = (age: number, length: number): boolean => age >= 0 && age < length;
