import { join } from 'node:path';
import { bundle, bundleExample } from './bundle.js';
import type { Group } from './group.js';
import { tell, valueAtMost } from './row.js';

const proxy = new URL('proxy.ts', import.meta.url);

/** What Lambda loads of the first example, and of a proxy before a container: one file, minified, no AWS SDK in it. */
export const bundleSize: Group = {
  name: 'bundle-size',
  async run({ folder }) {
    const example = await bundleExample(join(folder, 'gangway'));
    const alone = await bundle(proxy, join(folder, 'proxy'));
    return [
      tell('bundle of the first example', 'kB', example.bytes / 1_000, valueAtMost(190)),
      tell('bundle of the proxy', 'kB', alone.bytes / 1_000, valueAtMost(30)),
    ];
  },
};
