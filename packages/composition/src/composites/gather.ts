import type { Condition, Plugin } from '@gangway/core';
import { assertPlugins } from '../check-plugins.js';

/** What a composite passes on from the plugins inside it; it adds its own rule about their checks. */
export function gather(name: string, plugins: readonly Plugin[]): Plugin {
  assertPlugins(plugins, name);
  return {
    name,
    provides: plugins.flatMap((plugin) => plugin.provides),
    checks: plugins.flatMap((plugin) => plugin.checks),
    overrideSources: plugins.flatMap((plugin) => plugin.overrideSources),
    intents: plugins.flatMap((plugin) => plugin.intents),
    preparations: plugins.flatMap((plugin) => plugin.preparations),
    probes: plugins.flatMap((plugin) => plugin.probes),
    // Codes, parameters and permissions stay with the parts, where `describe` and the wiring look them up.
    reasonCodes: {},
    parameters: [],
    freshParameters: [],
    permissions: [],
    parts: plugins,
  };
}

/** The same steps, taking part only where a condition holds. */
export function under<Step extends { readonly conditions: readonly Condition[] }>(
  condition: Condition,
  steps: readonly Step[],
): readonly Step[] {
  return steps.map((step) => ({ ...step, conditions: [condition, ...step.conditions] }));
}
