import { CompositionError, type Plugin } from '@gangway/core';
import { checkOptions } from './check-options.js';
import { assertPlugins } from './check-plugins.js';
import { defineHook, type HookDefinition, type HookOptions } from './define-hook.js';

export interface ComposeOptions {
  /** Plugins that provide ports in place of those in the definition, or of the defaults. */
  readonly replace?: readonly Plugin[];
}

/**
 * What is to be composed, checked.
 *
 * @param where who composes, for the message
 * @throws CompositionError `PLUGIN_INVALID`, `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function checkComposing(
  where: string,
  definition: unknown,
  options: ComposeOptions,
): {
  readonly plugins: readonly Plugin[];
  readonly settings: HookOptions;
  readonly replacements: readonly Plugin[];
} {
  const { plugins, options: settings } = checkDefinition(where, definition);
  checkOptions(where, options, {
    replace: (value) => (Array.isArray(value) ? undefined : 'must be an array of plugins'),
  });
  const replacements = options.replace ?? [];
  assertPlugins(replacements, `${where}, replace`);
  return { plugins, settings, replacements };
}

/** What `defineHook` gave, or an object of the same make, checked as it would have been there. */
function checkDefinition(where: string, definition: unknown): HookDefinition {
  const given = definition as Partial<HookDefinition> | null | undefined;
  if (typeof given !== 'object' || given?.plugins === undefined) {
    throw new CompositionError(
      'PLUGIN_INVALID',
      `${where} takes what defineHook gives: ${where}(defineHook([...])).`,
    );
  }
  return defineHook(given.plugins, given.options);
}
