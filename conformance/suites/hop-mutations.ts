import { interchange } from '../hop/interchange.js';
import { mutatedCalls } from '../hop/mutations/mutated-calls.js';
import { mutatedReplies } from '../hop/mutations/mutated-replies.js';
import { newRandom } from '../hop/mutations/random.js';
import { replayedCalls } from '../hop/mutations/replayed-calls.js';
import { withWarnings } from '../hop/own-warnings.js';
import { rotateKeys } from '../hop/rotation/rotate-keys.js';
import type { Suite } from '../suite.js';

/**
 * Nothing that was changed on the way is taken, in either direction, and all that was not is; nothing is taken twice; keys are
 * changed under load; and npm standardwebhooks makes and verifies the same signatures.
 */
export const hopMutations: Suite = {
  name: 'hop-mutations',
  fullRuns: 10_000,
  async run({ seed, runs, progress }) {
    const random = newRandom(seed);
    const { result, warnings } = await withWarnings(async () => {
      progress('mutated calls');
      const calls = await mutatedCalls(runs / 2, random);
      progress('mutated replies');
      const replies = await mutatedReplies(runs / 2, random);
      progress('replayed calls');
      const replays = await replayedCalls(Math.ceil(runs / 10), random);
      progress('keys changed under load');
      const rotation = await rotateKeys(Math.max(3, runs / 500), random);
      return {
        calls,
        replies,
        replays,
        rotation,
        other: await interchange(Math.max(20, runs / 100)),
      };
    });
    const { calls, replies, replays, rotation, other } = result;
    const sent = calls.tally.sent() + replies.tally.sent();
    const accepted = calls.tally.accepted() + replies.tally.accepted();
    const neutral = [calls.neutral, replies.neutral];
    const sum = (of: (tally: (typeof neutral)[number]) => number) =>
      neutral.reduce((total, tally) => total + of(tally), 0);
    return {
      summary: [
        `${accepted} of ${sent} mutated calls and replies accepted`,
        `${calls.whole + replies.whole} of ${sent} unmutated ones behind them right`,
        `${sum((tally) => tally.accepted())} of ${sum((tally) => tally.sent())} accepted where the change is one that the signature leaves free`,
        replays.summary,
        rotation.summary,
        other.summary,
      ].join('; '),
      faults: [...Object.values(result).flatMap(({ faults }) => faults), ...warnings],
      rows: [calls.tally, calls.neutral, replies.tally, replies.neutral].flatMap((tally) =>
        tally.rows(),
      ),
    };
  },
};
