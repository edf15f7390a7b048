import { newHopKey } from '@gangway/testing';
import { startContainer } from '../container.js';
import type { Random } from '../mutations/random.js';
import { newProxied, right } from '../proxied.js';

const sides = 2;
const callers = 4;

/** The keys of one container or one proxy, as a source that is asked for each call. */
interface Keeper {
  keys: readonly string[];
}

/**
 * Changes the keys of two proxies and two containers under load, in the order that docs/hop.md gives: the new key to each
 * of them, one after the other, and then the old one out of each.
 *
 * @param rounds how often the key is changed
 */
export async function rotateKeys(rounds: number, random: Random) {
  let current = newHopKey();
  const keepers: readonly Keeper[] = Array.from({ length: 2 * sides }, () => ({ keys: [current] }));
  const containers = await Promise.all(
    keepers.slice(0, sides).map((keeper) => startContainer(async () => keeper.keys)),
  );
  const urls = containers.map(({ server }) => server.url);
  const proxies = keepers
    .slice(sides)
    .flatMap((keeper) => urls.map((url) => newProxied({ url, keys: async () => keeper.keys })));
  const faults: string[] = [];
  const done = proxies.flatMap((proxy) =>
    Array.from({ length: callers }, () => ({ proxy, calls: 0 })),
  );
  let over = false;
  const load = done.map(async (caller) => {
    while (!over) {
      const answer = await caller.proxy.askRightly();
      if (answer !== right) faults.push(`under rotation: ${answer}`);
      caller.calls += 1;
    }
  });
  /** Until no call is under way that began before. */
  const settled = async () => {
    const before = done.map(({ calls }) => calls);
    while (!over && done.some(({ calls }, at) => calls < (before[at] ?? 0) + 2)) await nextTurn();
  };
  for (let round = 0; round < rounds; round += 1) {
    const [old, next] = [current, newHopKey()];
    for (const keeper of random.shuffled(keepers)) {
      // The new one first or last: a call is signed with both, and any of them is taken.
      keeper.keys = random.below(2) === 0 ? [next, old] : [old, next];
      await settled();
    }
    for (const keeper of random.shuffled(keepers)) {
      keeper.keys = [next];
      await settled();
    }
    current = next;
  }
  over = true;
  await Promise.all(load);
  await Promise.all(containers.map(({ server }) => server.close()));
  const calls = done.reduce((sum, caller) => sum + caller.calls, 0);
  return {
    faults,
    summary: `${rounds} changes of the key under ${calls} calls, ${faults.length} of them refused`,
  };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
