import { CompositionError, type Plugin, type RecordOptions } from '@gangway/core';

/** What holds for a hook as a whole. */
export interface HookOptions extends RecordOptions {
  /** Parameters that only the hook may set: a device that sends one is denied. `AWS::*` always is. */
  readonly protectedKeys?: readonly string[];
}

/** A hook as data: its plugins in order. `composeHook` makes it run. */
export interface HookDefinition {
  readonly plugins: readonly Plugin[];
  readonly options: HookOptions;
}

/**
 * Defines a hook: what is asked, in the order in which it is asked.
 *
 * @param plugins made by their factories; the order of this array is the order of the checks
 * @throws CompositionError `PLUGIN_INVALID`
 * @example
 * export default defineHook([eventIntegrity(), certificatePolicy()]);
 */
export function defineHook(plugins: readonly Plugin[], options: HookOptions = {}): HookDefinition {
  assertPlugins(plugins, 'defineHook');
  return Object.freeze({
    plugins: Object.freeze([...plugins]),
    options: Object.freeze({ ...options }),
  });
}

/** Refuses what is not a plugin, naming its place in the list. */
export function assertPlugins(plugins: readonly unknown[], where: string): void {
  if (!Array.isArray(plugins)) {
    throw new CompositionError('PLUGIN_INVALID', `${where} takes an array of plugins.`);
  }
  for (const [index, plugin] of plugins.entries()) {
    if (isPlugin(plugin)) continue;
    const called =
      typeof plugin === 'function'
        ? ` It is a function: call it, as in ${plugin.name || 'plugin'}().`
        : '';
    throw new CompositionError(
      'PLUGIN_INVALID',
      `${where}: item ${index + 1} is not a plugin.${called}`,
    );
  }
}

function isPlugin(value: unknown): value is Plugin {
  const plugin = value as Partial<Plugin> | null | undefined;
  return typeof plugin === 'object' && plugin !== null && Array.isArray(plugin.checks);
}
