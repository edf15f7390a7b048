import type { Metafile } from 'esbuild';
import { keptInputs, staticImports } from './metafile.js';

/**
 * The shortest way of static imports from the entry to a source, both included. A way through sources that are still there is
 * taken first: one that only hands on exports leaves nothing, but neither does one that was left out.
 */
export function importChain(
  start: Metafile,
  isGoal: (input: string) => boolean,
): readonly string[] {
  const kept = keptInputs(start);
  return (
    search(start, isGoal, (input) => kept.has(input)) ?? search(start, isGoal, () => true) ?? []
  );
}

function search(
  start: Metafile,
  isGoal: (input: string) => boolean,
  isWay: (input: string) => boolean,
): readonly string[] | undefined {
  const [entry] = Object.values(start.outputs).flatMap(({ entryPoint }) => entryPoint ?? []);
  const cameFrom = new Map<string, string | undefined>(
    entry === undefined ? [] : [[entry, undefined]],
  );
  // A map keeps the order in which it was filled, and what is added meanwhile is still visited.
  for (const input of cameFrom.keys()) {
    if (isGoal(input)) return wayTo(input, cameFrom);
    for (const next of staticImports(start, input)) {
      if (!cameFrom.has(next) && (isWay(next) || isGoal(next))) cameFrom.set(next, input);
    }
  }
  return undefined;
}

function wayTo(goal: string, cameFrom: ReadonlyMap<string, string | undefined>): readonly string[] {
  const way: string[] = [];
  for (let input: string | undefined = goal; input !== undefined; input = cameFrom.get(input)) {
    way.unshift(input);
  }
  return way;
}
