import { newHopKey } from '@gangway/testing';
import { inParallel } from '../in-parallel.js';
import { right } from '../proxied.js';
import { bodyMutations, endingMutations } from './body-mutations.js';
import { replyMutations } from './direction-mutations.js';
import { headerMutations, meaningMutations } from './header-mutations.js';
import { type MutatingHop, startMutatingHop } from './mutating-hop.js';
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
  const hops = await Promise.all(
    Array.from({ length: workers }, () => startMutatingHop(key, random)),
  );
  let whole = 0;
  const tryHarm = async (kind: string, hop: MutatingHop) => {
    const { answer, code } = await hop.ask(harmful, kind);
    tally.count(kind, answer === 'deny' ? code : undefined);
    if (answer !== 'deny') faults.push(`a reply, ${kind}: ${answer}`);
    const wrong = await hop.askUnmutated();
    if (wrong === undefined) whole += 1;
    else faults.push(`the reply behind one with ${kind}: ${wrong}`);
  };
  const tryNeutral = async (kind: string, hop: MutatingHop) => {
    const { answer, code } = await hop.ask(neutralReplyMutations, kind);
    neutral.count(kind, answer === right ? undefined : `${answer} ${code}`);
    if (answer !== right) faults.push(`a reply, ${kind}: ${answer} ${code}`);
  };
  const runs = Math.max(least, kinds.length);
  await eachKind(kinds, runs, hops, tryHarm);
  await eachKind(neutralKinds, Math.ceil(runs / 20) * neutralKinds.length, hops, tryNeutral);
  for (const hop of hops) await hop.close();
  return { faults, tally, neutral, whole };
}

/** Takes the kinds in turn, each time with a hop that has nothing else to do. */
async function eachKind(
  kinds: readonly string[],
  runs: number,
  hops: readonly MutatingHop[],
  perform: (kind: string, hop: MutatingHop) => Promise<void>,
): Promise<void> {
  const idle = [...hops];
  await inParallel(runs, hops.length, async (run) => {
    const hop = idle.pop();
    if (hop === undefined) throw new Error('no hop is idle');
    await perform(kinds[run % kinds.length] ?? '', hop);
    idle.push(hop);
  });
}
