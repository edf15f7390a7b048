import { relative } from 'node:path';
import { type OriginOf, slashed } from '../build/origin.js';

const elsewhere = '_';
const reserved =
  /^(index\.mjs(\.map)?|gangway\.json|hook\.zip|lifecycle\.zip|_\/.*|node_modules\/.*)$/i;

/**
 * The path of an asset in the bundle. One below the entry's folder keeps its place, so that its URL is right as it is; one of
 * elsewhere in the package goes below `_`, and one of another package below that package's name.
 */
export function assetName(file: string, entryFolder: string, originOf: OriginOf): string {
  const origin = originOf(file);
  const beside = slashed(relative(entryFolder, file));
  const isBelow = !beside.startsWith('../') && !/^([A-Za-z]:|\/)/.test(beside);
  if (origin.package === '.' && isBelow && !reserved.test(beside)) return beside;
  return origin.package === '.'
    ? `${elsewhere}/${origin.path}`
    : `${elsewhere}/${origin.package}/${origin.path}`;
}
