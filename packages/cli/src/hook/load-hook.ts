import type { ComposeOptions, Hook } from '@gangway/composition';
import { composed, composersOf } from './composers.js';
import { openHookFile } from './open-hook-file.js';

/**
 * Loads a hook file and composes its default export, unless that is a composed hook already.
 *
 * @param path of the hook file, from the working directory
 * @param options what replaces the hook's own ports; a hook that is composed already keeps its own
 * @throws CliFault with a `HOOK_…` code
 * @example const hook = await loadHook('hook.ts');
 */
export async function loadHook(path: string, options: ComposeOptions = {}): Promise<Hook> {
  const file = await openHookFile(path);
  if (file.exported.kind === 'composed') return file.exported.hook;
  const { composeHook } = await composersOf(file);
  return composed(composeHook, file.exported.definition, options);
}
