import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import type { OriginOf } from '../build/origin.js';
import { eagerInputs } from './eager-inputs.js';
import { bytesOf } from './metafile.js';

/** What a package is of a bundle. */
export interface Weight {
  /** A package's name, or `.` for the hook's own files. */
  readonly name: string;
  readonly bytes: number;
}

/** What a bundle is made of. */
export interface Weights {
  /** What Node runs while the module loads, the heaviest first. */
  readonly eager: readonly Weight[];
  /** What is loaded when somebody asks for it. */
  readonly lazy: readonly Weight[];
  /** The sources that are eager, by their names in the metafile. */
  readonly eagerInputs: ReadonlySet<string>;
}

/** Where a program's sources are from, and where its paths begin. */
export interface Ground {
  readonly folder: string;
  readonly originOf: OriginOf;
}

/**
 * Weighs a bundle by package.
 *
 * @param whole of the bundle
 * @param start of the same sources, with dynamic imports leading outside
 */
export function weigh(whole: Metafile, start: Metafile, ground: Ground): Weights {
  const eager = eagerInputs(whole, start);
  const sizes = { eager: new Map<string, number>(), lazy: new Map<string, number>() };
  for (const [input, bytes] of bytesOf(whole)) {
    const name = packageOf(input, ground);
    const part = eager.has(input) ? sizes.eager : sizes.lazy;
    if (bytes > 0) part.set(name, (part.get(name) ?? 0) + bytes);
  }
  return { eager: heaviestFirst(sizes.eager), lazy: heaviestFirst(sizes.lazy), eagerInputs: eager };
}

/** The package that a source of the metafile is of. */
export const packageOf = (input: string, { folder, originOf }: Ground): string =>
  originOf(resolve(folder, input)).package;

const heaviestFirst = (sizes: ReadonlyMap<string, number>): readonly Weight[] =>
  [...sizes]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
