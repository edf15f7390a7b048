// Asks a bundle what it is, and says it on standard output: the process of describeBundleSync.
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GangwayError } from '@gangway/core';
import type { BundleManifest } from '@gangway/deployment';
import type { Said } from './ask-program.js';
import { moduleFile } from './build/build-module.js';
import { describeModule } from './child/describe-module.js';
import type { BundleQuestion, Described } from './describe-bundle-sync.js';

const question: BundleQuestion = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await described(question)));

async function described({ folder, environment }: BundleQuestion): Promise<Said<Described>> {
  const module = join(folder, moduleFile);
  try {
    const told = await describeModule({ module, source: module, file: folder, environment });
    return { described: told as BundleManifest['function'] };
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    return { fault: { code: error.code, message: error.message } };
  }
}
