import { randomInt } from 'node:crypto';
import { type Clock, PortError } from '@gangway/core';

/** So often a write is tried against rivals; with the pauses between them that takes some eight seconds. */
const attempts = 24;
const firstPauseMs = 25;
const longestPauseMs = 1_000;

/** Why a step has no answer: a rival was there at that moment, or something is not as it was taken to be. */
export type Obstacle = 'contended' | 'changed';

/**
 * Repeats a step until it has an answer. Where something had changed the next attempt follows at once, for the first time;
 * where a rival was there it waits.
 *
 * @throws PortError `STORE_THROTTLED` when rivals are always there; what the signal was aborted with
 */
export async function untilAnswered<T extends object>(
  clock: Clock,
  signal: AbortSignal,
  step: (attempt: number) => Promise<T | Obstacle>,
): Promise<T> {
  let pauses = 0;
  let changed = false;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const answer = await step(attempt);
    if (typeof answer === 'object') return answer;
    signal.throwIfAborted();
    const atOnce = answer === 'changed' && !changed;
    changed ||= answer === 'changed';
    if (atOnce) continue;
    await pause(clock, pauses, signal);
    pauses += 1;
  }
  throw new PortError('STORE_THROTTLED', `rivals or throttling at each of ${attempts} attempts`);
}

/** By chance, up to a bound that doubles: rivals that met once spread out, the more of them the further. */
function pause(clock: Clock, earlier: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** earlier);
  return new Promise((resolve, reject) => {
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(randomInt(1, longest + 1), () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
