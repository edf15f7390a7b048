import { join } from 'node:path';
import { bundleExample } from './bundle.js';
import type { Group } from './group.js';
import { tell, valueAtMost } from './row.js';

/** What Lambda loads of the first example: one file, minified, no AWS SDK in it. */
export const bundleSize: Group = {
  name: 'bundle-size',
  async run({ folder }) {
    const { bytes } = await bundleExample(join(folder, 'gangway'));
    return [tell('bundle of the first example', 'kB', bytes / 1_000, valueAtMost(190))];
  },
};
