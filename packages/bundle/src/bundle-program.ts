// Bundles what its standard input tells, and says on standard output what came of it: the process of bundleFunctionSync.
import { text } from 'node:stream/consumers';
import { GangwayError } from '@gangway/core';
import type { Said } from './ask-program.js';
import { makeBundle } from './bundle-function.js';
import type { Bundled, BundleSyncOptions } from './bundle-function-sync.js';

const options: BundleSyncOptions = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await bundled()));

async function bundled(): Promise<Said<Bundled>> {
  try {
    const { manifest, warnings } = await makeBundle(options, { timed: false });
    return { manifest, warnings };
  } catch (error) {
    // Anything else is a mistake of this package, and is told by its stack.
    if (!(error instanceof GangwayError)) throw error;
    return { fault: { code: error.code, message: error.message } };
  }
}
