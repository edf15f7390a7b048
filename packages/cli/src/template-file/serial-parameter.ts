import type { HookDescription, PluginDescription } from '@gangway/composition';

type Described = Pick<HookDescription, 'plugins' | 'parameters'>;

/**
 * The parameter that carries the device's serial number: what `registeredDevice` asks the registry for; else the only one that
 * the hook reads, or the only one with "serial" in its name. Undefined where that is not clear.
 *
 * @example
 * serialParameter(hook.describe()); // 'SerialNumber'
 */
export function serialParameter({ plugins, parameters }: Described): string | undefined {
  const asked = unique(
    plugins
      .flatMap(withParts)
      .filter(({ name }) => name === 'registered-device')
      .flatMap((plugin) => plugin.parameters),
  );
  const named = parameters.filter((name) => /serial/i.test(name));
  return onlyOne(asked) ?? onlyOne(parameters) ?? onlyOne(named);
}

const withParts = (plugin: PluginDescription): readonly PluginDescription[] => [
  plugin,
  ...plugin.parts.flatMap(withParts),
];

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

const onlyOne = ([first, ...others]: readonly string[]): string | undefined =>
  others.length === 0 ? first : undefined;
