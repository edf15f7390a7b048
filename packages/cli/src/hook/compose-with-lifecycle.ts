import type { ComposeOptions, Hook, HookDefinition } from '@gangway/composition';
import {
  ClaimLedger,
  Clock,
  definePlugin,
  type Lifecycle,
  Logger,
  type Plugin,
  portName,
  provide,
  type Token,
} from '@gangway/core';
import { composed, composersOf } from './composers.js';
import type { OpenHookFile } from './open-hook-file.js';

/** A hook, and what takes presence events for it. */
export interface WithLifecycle {
  readonly hook: Hook;
  /** There where the hook has claims that presence events can confirm. */
  readonly lifecycle?: Lifecycle;
}

/**
 * Composes a hook file's definition, and its lifecycle on the same store. A hook that its file composed itself is taken as it
 * is, without a lifecycle.
 *
 * @throws CliFault `HOOK_NOT_COMPOSABLE`
 */
export async function composeWithLifecycle(
  file: OpenHookFile,
  optionsOf: (definition: HookDefinition) => Promise<ComposeOptions> | ComposeOptions,
): Promise<WithLifecycle> {
  const { exported } = file;
  if (exported.kind === 'composed') return { hook: exported.hook };
  const { definition } = exported;
  const { composeHook, composeLifecycle } = await composersOf(file);
  const options = await optionsOf(definition);
  const hook = composed(composeHook, definition, options);
  if (!(portName(ClaimLedger) in hook.describe().ports)) return { hook };
  const replace = [...(options.replace ?? []).filter(bringsStore), sharedWith(hook)];
  return { hook, lifecycle: composed(composeLifecycle, definition, { ...options, replace }) };
}

/** Whether a definition lists a plugin that provides this port. */
export const lists = ({ plugins }: HookDefinition, port: Token<unknown>): boolean =>
  plugins.some((plugin) => gives(plugin, port));

const gives = (plugin: Plugin, port: Token<unknown>): boolean =>
  plugin.provides.some(({ token }) => portName(token) === portName(port));

/** Clock and logger come from the hook; what else replaces something may be the store. */
const bringsStore = (plugin: Plugin): boolean => !gives(plugin, Clock) && !gives(plugin, Logger);

/** A store is one for each clock: with the hook's own, what takes presence events sees the hook's claims, also in memory. */
const sharedWith = ({ clock, logger }: Hook): Plugin =>
  definePlugin({
    name: 'shared-with-hook',
    build: () => ({
      provides: [provide(Clock, {}, () => clock), provide(Logger, {}, () => logger)],
    }),
  })();
