import type { Clock } from '@gangway/core';
import { sharedFlights } from '../flight/shared-flights.js';
import { isWithin, type Moment, momentBy } from './moment.js';

/** How long, in milliseconds. */
export interface KeptTimes {
  /** An answer is given without a question. */
  readonly softMs: number;
  /** An answer serves while no newer one is to be had; at least as long. */
  readonly hardMs: number;
  /** No other question begins after one that failed, or for an answer that does not serve, as long as there is one. */
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

/** Answers by key, the last good one of each. Keys are few: they come from options, never from a request. */
export interface KeptAnswers<Answer> {
  /**
   * @returns `undefined` where the source says that there is none, which is never kept
   * @throws what `read` throws, where nothing is kept that still serves
   */
  find(key: string, asking: Asking<Answer>): Promise<Answer | undefined>;
}

interface Kept<Answer> {
  readonly answer: Answer;
  readonly readAt: Moment;
}

interface Entry<Answer> {
  kept?: Kept<Answer> | undefined;
  /** The last question, until it is answered. */
  asking?: object | undefined;
  askedAt?: Moment | undefined;
  failed: boolean;
  /** Counts the questions that were given up for lost. */
  lost: number;
}

/**
 * Keeps answers of a source that is asked over a network. Up to the soft limit an answer is given at once. Then the next
 * who asks asks the source, and all others with it; where that fails the last good answer serves up to the hard limit, and a
 * source that is down is asked once a pause only. A failure is told to those who waited for it, and never kept.
 *
 * Nothing is done in the background: a function is frozen between its calls. A question that was under way when it froze is
 * lost, and nobody who comes later waits for it.
 *
 * @param read asks the source for one key; it must end soon after its signal is aborted
 */
export function keptAnswers<Answer>(
  read: (key: string, signal: AbortSignal) => Promise<Answer | undefined>,
  { softMs, hardMs, pauseMs, timeoutMs }: KeptTimes,
): KeptAnswers<Answer> {
  const entries = new Map<string, Entry<Answer>>();
  // Whoever asks while an answer is on its way takes that one: it is younger than any that would be kept.
  const share = sharedFlights<Answer | undefined>(() => true);

  function entryOf(key: string): Entry<Answer> {
    const entry = entries.get(key) ?? { failed: false, lost: 0 };
    entries.set(key, entry);
    return entry;
  }

  async function ask(key: string, entry: Entry<Answer>, clock: Clock, signal: AbortSignal) {
    const readAt = momentBy(clock);
    const own = {};
    Object.assign(entry, { asking: own, askedAt: readAt, failed: true });
    const timeout = new AbortController();
    const cancel = clock.after(timeoutMs, () => timeout.abort(new Error('no answer in time')));
    try {
      const answer = await read(key, AbortSignal.any([signal, timeout.signal]));
      // One that was given up and comes after all says nothing newer.
      if (entry.asking === own) {
        entry.failed = false;
        entry.kept = answer === undefined ? undefined : { answer, readAt };
      }
      return answer;
    } finally {
      cancel();
      if (entry.asking === own) entry.asking = undefined;
    }
  }

  function heldAt(entry: Entry<Answer>, now: Moment): Kept<Answer> | undefined {
    // What was too old once never serves again, whatever the clock says later.
    if (entry.kept !== undefined && !isWithin(entry.kept.readAt, now, hardMs)) {
      entry.kept = undefined;
    }
    return entry.kept;
  }

  const isRecent = ({ askedAt }: Entry<Answer>, now: Moment, length: number): boolean =>
    askedAt !== undefined && isWithin(askedAt, now, length);

  function serves(
    entry: Entry<Answer>,
    { answer, readAt }: Kept<Answer>,
    now: Moment,
    rejects?: (answer: Answer) => boolean,
  ): boolean {
    const rejected = rejects?.(answer) === true;
    if (!rejected && isWithin(readAt, now, softMs)) return true;
    // Who was turned away by an old answer waits for the one that is on its way.
    if (entry.asking !== undefined) return false;
    return (rejected || entry.failed) && isRecent(entry, now, pauseMs);
  }

  return {
    async find(key, { clock, signal, rejects }) {
      signal.throwIfAborted();
      const now = momentBy(clock);
      const entry = entryOf(key);
      if (entry.asking !== undefined && !isRecent(entry, now, timeoutMs)) {
        entry.asking = undefined;
        entry.lost += 1;
      }
      const held = heldAt(entry, now);
      if (held !== undefined && serves(entry, held, now, rejects)) return held.answer;
      try {
        return await share(`${entry.lost} ${key}`, signal, (shared) =>
          ask(key, entry, clock, shared),
        );
      } catch (error) {
        // Looked at anew: while the source was asked in vain, the hard limit may have passed.
        const still = heldAt(entry, momentBy(clock));
        if (still === undefined || signal.aborted) throw error;
        return still.answer;
      }
    },
  };
}
