import { resolve } from 'node:path';
import type { OriginOf } from './origin.js';

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/**
 * A source map that tells nothing of the machine that it was made on: the hook's own files by their paths in its package,
 * all others as below `node_modules`.
 *
 * @param folder that the map's sources are relative to
 * @param originals texts of the files that were changed before they were bundled
 */
export function plainSourceMap(
  map: string,
  folder: string,
  originOf: OriginOf,
  originals: ReadonlyMap<string, string>,
): string {
  const read: SourceMap = JSON.parse(map);
  const files = read.sources.map((source) => resolve(folder, source));
  return JSON.stringify({
    ...read,
    sources: files.map((file) => {
      const { package: name, path } = originOf(file);
      return name === '.' ? path : `node_modules/${name}/${path}`;
    }),
    sourcesContent: (read.sourcesContent ?? []).map(
      (text, index) => originals.get(files[index] ?? '') ?? text,
    ),
  });
}
