/** What is to be done, and the places, earlier in the list, of what must be through before. */
export interface OrderedTurn {
  readonly after: readonly number[];
}

/**
 * Does everything, in the order of the list, so many at once. As each turn waits for earlier ones only, none waits for ever.
 *
 * @throws what a turn throws first, when all that had begun have ended
 */
export async function runTurns<T extends OrderedTurn>(
  turns: readonly T[],
  concurrency: number,
  run: (turn: T, place: number) => Promise<void>,
): Promise<void> {
  const through = new Map<number, PromiseWithResolvers<void>>();
  for (const place of turns.flatMap(({ after }) => after)) {
    through.set(place, through.get(place) ?? Promise.withResolvers());
  }
  let next = 0;
  let failed = false;
  const work = async () => {
    while (next < turns.length && !failed) {
      const place = next;
      next += 1;
      const turn = turns[place];
      if (turn === undefined) return;
      try {
        await Promise.all(turn.after.map((earlier) => through.get(earlier)?.promise));
        if (!failed) await run(turn, place);
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        // Also where it failed: whoever waits for it has to go home, too.
        through.get(place)?.resolve();
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: concurrency }, work));
  const broken = workers.find(({ status }) => status === 'rejected');
  if (broken?.status === 'rejected') throw broken.reason;
}
