import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GangwayError } from '@gangway/core';
import type { BundleManifest } from '@gangway/deployment';

/** What the program is asked. */
export interface BundleQuestion {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What the program says on its standard output. */
export type BundleAnswer =
  | { readonly described: BundleManifest['function'] }
  | { readonly fault: { readonly code: string; readonly message: string } };

const program = fileURLToPath(new URL('./describe-bundle-program.js', import.meta.url));

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
  const { stdout, stderr, error } = spawnSync(process.execPath, [program], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error !== undefined || stdout === '') {
    throw error ?? new Error(`the process that describes ended before it was done: ${stderr}`);
  }
  const answer: BundleAnswer = JSON.parse(stdout);
  if ('described' in answer) return answer.described;
  throw new GangwayError(answer.fault.code, answer.fault.message);
}
