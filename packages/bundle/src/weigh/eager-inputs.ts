import type { Metafile } from 'esbuild';
import { dynamicTargets, keptInputs, staticImports } from './metafile.js';

/**
 * The sources that run while the module loads: those that are still there when dynamic imports lead outside. A list of imports
 * alone would not tell, for it names what esbuild has left out.
 *
 * What is imported both ways is kept by esbuild as a whole, and so is all that it imports: that runs at the start, too, though
 * the start by itself would need less of it.
 */
export function eagerInputs(whole: Metafile, start: Metafile): ReadonlySet<string> {
  const eager = keptInputs(start);
  const asWhole = reachable(whole, dynamicTargets(whole));
  const touched = [...eager].flatMap((input) => [input, ...staticImports(whole, input)]);
  return eager.union(reachable(whole, new Set(touched).intersection(asWhole)));
}

/** Sources, and all that they import statically, as far as something is left of it. */
function reachable(whole: Metafile, from: ReadonlySet<string>): ReadonlySet<string> {
  const kept = keptInputs(whole);
  const found = from.intersection(kept);
  // A set is gone through in the order in which it was filled, and what is added meanwhile is still visited.
  for (const input of found) {
    for (const next of staticImports(whole, input)) if (kept.has(next)) found.add(next);
  }
  return found;
}
