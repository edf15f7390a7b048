import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GangwayError } from '@gangway/core';
import type { BundleManifest } from '@gangway/deployment';
import { type BundleOptions, checkOptions } from './bundle-options.js';
import type { BundleWarning } from './bundle-warning.js';

/** What {@link bundleFunctionSync} is told. */
export type BundleSyncOptions = Omit<BundleOptions, 'progress' | 'signal'>;

const program = fileURLToPath(new URL('./bundle-program.js', import.meta.url));

/** What the program says on its standard output. */
export type Said =
  | { readonly manifest: BundleManifest; readonly warnings: readonly BundleWarning[] }
  | { readonly fault: { readonly code: string; readonly message: string } };

/**
 * As {@link bundleFunction}, for where nothing can be awaited, such as the constructor of a construct. A process of its own does
 * the work; the load is not timed.
 *
 * @param warn told of each warning, once the bundle is made
 * @throws GangwayError with one of the codes in `bundleFaults`; then nothing in the folder has changed
 * @example
 * bundleFunctionSync({ file: 'hook.ts', out: 'dist' }).function.kind; // 'hook'
 */
export function bundleFunctionSync(
  options: BundleSyncOptions,
  warn: (warning: BundleWarning) => void = () => {},
): BundleManifest {
  checkOptions('bundleFunctionSync', options);
  const { stdout, stderr, error } = spawnSync(process.execPath, [program], {
    input: JSON.stringify(options),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error !== undefined || stdout === '') {
    throw error ?? new Error(`the process that bundles ended before it was done: ${stderr}`);
  }
  const said: Said = JSON.parse(stdout);
  if ('fault' in said) throw new GangwayError(said.fault.code, said.fault.message);
  for (const warning of said.warnings) warn(warning);
  return said.manifest;
}
