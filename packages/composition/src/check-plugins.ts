import { CompositionError, type Plugin } from '@gangway/core';

const lists = [
  'provides',
  'checks',
  'overrideSources',
  'intents',
  'preparations',
  'probes',
  'parameters',
  'freshParameters',
  'permissions',
  'parts',
] as const satisfies readonly (keyof Plugin)[];

/**
 * Refuses what is not a plugin, naming its place in the list.
 *
 * @throws CompositionError `PLUGIN_INVALID`
 */
export function assertPlugins(plugins: unknown, where: string): void {
  if (!Array.isArray(plugins)) {
    throw new CompositionError('PLUGIN_INVALID', `${where} takes an array of plugins.`);
  }
  for (const [index, plugin] of plugins.entries()) {
    const fault = faultIn(plugin);
    if (fault === undefined) continue;
    throw new CompositionError('PLUGIN_INVALID', `${where}: item ${index + 1} ${fault}`);
  }
}

function faultIn(value: unknown): string | undefined {
  if (typeof value === 'function') {
    return `is not a plugin. It is a function: call it, as in ${value.name || 'plugin'}().`;
  }
  if (typeof value !== 'object' || value === null || !('checks' in value)) {
    return 'is not a plugin.';
  }
  const plugin = value as Partial<Plugin>;
  const missing = lists.find((name) => !Array.isArray(plugin[name]));
  if (missing !== undefined || typeof plugin.reasonCodes !== 'object') {
    return `is not a plugin: it has no list "${missing ?? 'reasonCodes'}". Make it with definePlugin or defineCheck.`;
  }
  return typeof plugin.name === 'string' && plugin.name !== ''
    ? undefined
    : 'is a plugin without a name.';
}
