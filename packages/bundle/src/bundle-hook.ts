import type { GangwayError } from '@gangway/core';
import { buildModule, exportsOf, moduleFile, withoutDynamicImports } from './build/build-module.js';
import { handlerOf } from './build/generated-entry.js';
import { bundleFault } from './bundle-fault.js';
import type { BundleOptions } from './bundle-options.js';
import type { BundleWarning } from './bundle-warning.js';
import { heavyAtStart } from './weigh/heavy-at-start.js';
import { type Weights, weigh } from './weigh/weigh.js';
import type { PlainFile } from './zip.js';

/** What goes into the zip, and what it weighs. */
interface BundledHook {
  readonly files: readonly PlainFile[];
  readonly weights: Weights;
  readonly warnings: readonly BundleWarning[];
  /** Of the module. */
  readonly bytes: number;
}

/**
 * Bundles the handler that a file exports, or the handler of the hook that is its default export.
 *
 * @throws GangwayError `SOURCE_NOT_BUNDLED`, `HOOK_HAS_NO_EXPORT`
 */
export async function bundleHook(options: BundleOptions): Promise<BundledHook> {
  const { file, external = [], without = [] } = options;
  const exported = await exportsOf(file, { external });
  if (!exported.includes('handler') && !exported.includes('default')) throw nothingIn(file);
  const entry = exported.includes('handler') ? {} : { entry: handlerOf(file) };
  const built = await buildModule(file, { external, without, ...entry });
  const start = await withoutDynamicImports(file, { external, ...entry });
  const weights = weigh(built.metafile, start, built);
  return {
    files: [
      { path: moduleFile, data: built.code },
      // In the zip, too: whoever sets NODE_OPTIONS=--enable-source-maps in a bad hour needs no other code. Until then Node
      // does not open it.
      { path: `${moduleFile}.map`, data: built.map },
      ...built.assets,
    ],
    weights,
    warnings: [...built.warnings, ...heavyAtStart(start, weights, built)],
    bytes: built.code.length,
  };
}

const nothingIn = (file: string): GangwayError =>
  bundleFault(
    'HOOK_HAS_NO_EXPORT',
    `${file} exports neither \`handler\` nor a hook. Write: export const handler = lambdaHandler(composeHook(hook)), or: export default defineHook([…]).`,
  );
