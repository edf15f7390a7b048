import type { BundleManifest } from '@gangway/deployment';
import { askProgram } from './ask-program.js';
import { type BundleOptions, checkOptions } from './bundle-options.js';
import type { BundleWarning } from './bundle-warning.js';

/** What {@link bundleFunctionSync} is told. */
export type BundleSyncOptions = Omit<BundleOptions, 'progress' | 'signal'>;

/** What the program answers. */
export interface Bundled {
  readonly manifest: BundleManifest;
  readonly warnings: readonly BundleWarning[];
}

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
  const { manifest, warnings } = askProgram<Bundled>('./bundle-program.js', options);
  for (const warning of warnings) warn(warning);
  return manifest;
}
