import { performance } from 'node:perf_hooks';

/**
 * The longest time, in milliseconds, that nothing else could run while this work went on: the largest gap between two turns of
 * the event loop.
 */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  let over = false;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  await new Promise<void>((resolve, reject) => {
    // In a turn of its own, so that what it does at once is counted, too.
    setImmediate(() => work().then(() => setImmediate(resolve), reject));
  });
  over = true;
  return longest;
}

/** The shortest of several such times: what the machine does beside it makes one longer and none shorter. */
export async function leastBlock(work: () => Promise<unknown>, tries = 3): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < tries; at += 1) least = Math.min(least, await longestBlock(work));
  return least;
}
