import { inParallel } from '../in-parallel.js';
import { newHopKey } from '../keys.js';
import { right } from '../proxied.js';
import { bodyMutations, endingMutations } from './body-mutations.js';
import { replyMutations } from './direction-mutations.js';
import { headerMutations, meaningMutations } from './header-mutations.js';
import { startMutatingHop } from './mutating-hop.js';
import type { Mutations } from './mutation.js';
import { neutralReplyMutations } from './neutral-mutations.js';
import type { Random } from './random.js';
import { newTally } from './tally.js';

const harmful: Mutations = {
  ...headerMutations,
  ...meaningMutations,
  ...bodyMutations,
  ...endingMutations,
  ...replyMutations,
};

// Each with a proxy of its own: what is left over on a connection meets the next call of the same one.
const workers = 4;

/**
 * Gives the proxy mutated replies to its own calls, and after each a good one.
 *
 * @param least how many there are to be; every kind of mutation comes as often as the others
 */
export async function mutatedReplies(least: number, random: Random) {
  const key = newHopKey();
  const faults: string[] = [];
  const kinds = Object.keys(harmful);
  const neutralKinds = Object.keys(neutralReplyMutations);
  const tally = newTally('reply', 'refused', kinds);
  const neutral = newTally('reply', 'accepted', neutralKinds);
  const runs = Math.max(least, kinds.length);
  const some = Math.ceil(runs / 20) * neutralKinds.length;
  let whole = 0;
  await inParallel(workers, workers, async (first) => {
    const hop = await startMutatingHop(key, random);
    for (let run = first; run < runs; run += workers) {
      const kind = kinds[run % kinds.length] ?? '';
      const { answer, code } = await hop.ask(harmful, kind);
      tally.count(kind, answer === 'deny' ? code : undefined);
      if (answer !== 'deny') faults.push(`a reply, ${kind}: ${answer}`);
      const wrong = await hop.askUnmutated();
      if (wrong === undefined) whole += 1;
      else faults.push(`the reply behind one with ${kind}: ${wrong}`);
    }
    for (let run = first; run < some; run += workers) {
      const kind = neutralKinds[run % neutralKinds.length] ?? '';
      const { answer, code } = await hop.ask(neutralReplyMutations, kind);
      neutral.count(kind, answer === right ? undefined : `${answer} ${code}`);
      if (answer !== right) faults.push(`a reply, ${kind}: ${answer} ${code}`);
    }
    await hop.close();
  });
  return { faults, tally, neutral, whole };
}
