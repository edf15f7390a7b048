import { CompositionError, type Plugin, type PortCall } from '@gangway/core';
import { checkOptions } from './check-options.js';
import { assertPlugins } from './check-plugins.js';
import { defineHook, type HookDefinition, type HookOptions } from './define-hook.js';

export interface ComposeOptions {
  /** Plugins that provide ports in place of those in the definition, or of the defaults. */
  readonly replace?: readonly Plugin[];
  /**
   * Told of every call of a registry, a ledger or a secret store once it has ended, for metrics: which method, how long,
   * and whether it answered; never of what. It is not waited for, and nothing it throws changes a decision.
   */
  readonly observe?: (call: PortCall) => void;
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
  readonly observe: ComposeOptions['observe'];
} {
  const { plugins, options: settings } = checkDefinition(where, definition);
  checkOptions(where, options, {
    replace: (value) => (Array.isArray(value) ? undefined : 'must be an array of plugins'),
    observe: (value) => (typeof value === 'function' ? undefined : 'must be a function'),
  });
  const replacements = options.replace ?? [];
  assertPlugins(replacements, `${where}, replace`);
  return { plugins, settings, replacements, observe: options.observe };
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
