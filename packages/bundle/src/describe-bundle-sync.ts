import { resolve } from 'node:path';
import type { BundleManifest } from '@gangway/deployment';
import { askProgram } from './ask-program.js';

/** What the program is asked. */
export interface BundleQuestion {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the program answers. */
export interface Described {
  readonly described: BundleManifest['function'];
}

/**
 * What a bundle is, and what it does at AWS, in another environment than it was bundled in: with the name of another table it asks
 * that table, and the manifest cannot know. The bundle runs in a process of its own, as Lambda would load it.
 *
 * @param folder that `gangway bundle` has made
 * @throws GangwayError `HOOK_NOT_COMPOSED`, `HOOK_NOT_LOADABLE`, `HOOK_NOT_A_HOOK`, `HOOK_HANGS`, `HOOK_ENDED_EARLY`
 * @example
 * describeBundleSync('dist', { DEVICES_TABLE: 'devices' }).permissions; // what the function does at AWS
 */
export function describeBundleSync(
  folder: string,
  environment: Readonly<Record<string, string>>,
): BundleManifest['function'] {
  // The process stands in the bundle's own folder.
  const question: BundleQuestion = { folder: resolve(folder), environment };
  return askProgram<Described>('./describe-bundle-program.js', question).described;
}
