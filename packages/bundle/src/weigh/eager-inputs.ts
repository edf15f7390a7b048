import type { Metafile } from 'esbuild';
import { bytesOf } from './weigh.js';

/**
 * The sources that run while the module loads: those that are still there when dynamic imports lead outside. A list of imports
 * alone would not tell, for it names what esbuild has left out.
 *
 * What is imported both ways is kept by esbuild as a whole, and so is all that it imports: that runs at the start, too, though
 * the start by itself would need less of it.
 */
export function eagerInputs(whole: Metafile, start: Metafile): ReadonlySet<string> {
  const kept = bytesOf(whole);
  const eager = new Set(
    [...bytesOf(start)].flatMap(([input, bytes]) => (bytes > 0 ? [input] : [])),
  );
  const open = [...eager].filter((input) => dynamicTargets(whole).has(input));
  for (let input = open.pop(); input !== undefined; input = open.pop()) {
    eager.add(input);
    for (const next of staticImports(whole, input)) {
      if (!eager.has(next) && (kept.get(next) ?? 0) > 0) open.push(next);
    }
  }
  return eager;
}

/** What a source imports at its top level, among the sources of a bundle. */
export const staticImports = ({ inputs }: Metafile, input: string): readonly string[] =>
  (inputs[input]?.imports ?? []).flatMap(({ path, kind, external }) =>
    external !== true && (kind === 'import-statement' || kind === 'require-call') ? [path] : [],
  );

const dynamicTargets = ({ inputs }: Metafile): ReadonlySet<string> =>
  new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.flatMap(({ path, kind }) => (kind === 'dynamic-import' ? [path] : [])),
    ),
  );
