import type { Plugin } from '@gangway/core';
import { gather } from './gather.js';

/**
 * Names the order of override sources that may give the same keys: of each key, the first plugin in the list that has
 * it gives the value. All are asked, and one that fails denies, whatever the others have.
 *
 * @example
 * layered([
 *   registryOverrides({ keys: ['Site'], missing: 'skip' }),
 *   staticOverrides({ values: { Site: 'unknown' } }),
 * ]);
 */
export function layered(plugins: readonly Plugin[]): Plugin {
  const parts = gather('layered', plugins);
  return Object.freeze({
    ...parts,
    overrideSources: [
      {
        kind: 'layered',
        name: 'layered',
        conditions: [],
        layers: plugins.map((plugin) => plugin.overrideSources),
      },
    ],
  } satisfies Plugin);
}
