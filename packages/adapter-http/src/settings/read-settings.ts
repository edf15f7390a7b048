import { CompositionError, nearest } from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import { environmentWarnings, isServiceLink } from './environment-warnings.js';
import { keysFault } from './keys-fault.js';
import { settingsTable } from './server-settings.js';
import { flagOf, type Setting, variableOf } from './setting.js';
import type { Said, Settings } from './settings.js';
import { whoMayAsk } from './who-may-ask.js';

/** Where settings may be said, from what counts most to what counts least. */
export interface SettingsSources {
  /** Texts by the names of settings, as a command line gives them. */
  readonly flags?: Readonly<Record<string, string | undefined>>;
  /** The environment; of it only `GANGWAY_…` is looked at, and what is empty is not said. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** An object of the settings' names, and how it is called in messages: `serve` of hook.ts. */
  readonly code?: { readonly values: unknown; readonly named: (name: string) => string };
}

const table: ReadonlyMap<string, Setting> = new Map(Object.entries(settingsTable));

/**
 * Reads the settings of a server. Of a setting that is said twice, flags count before the environment, and that before
 * code. Each that is said is checked, whether it counts or not.
 *
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, telling where it was said and never a value
 * @example
 * const { values } = readSettings({ environment: { GANGWAY_PORT: '9000' } });
 * values.port; // 9000
 */
export function readSettings(sources: SettingsSources): Settings {
  const { environment = {} } = sources;
  const layers = [
    saidByFlags(sources.flags ?? {}),
    saidBy(environment),
    saidInCode(sources.code),
  ].map((layer, index) => checked(layer, index));
  const said = whoMayAsk(new Map(layers.toReversed().flat()));
  const fallbacks = [...table].flatMap(([name, { fallback }]) =>
    fallback === undefined ? [] : [[name, fallback] as const],
  );
  const values = [...said].map(([name, { value }]) => [name, value] as const);
  return Object.freeze({
    // Each was held to its row of the table, and those with a fallback are all there.
    values: Object.freeze(Object.fromEntries([...fallbacks, ...values])) as Partial<
      Settings['values']
    > as Settings['values'],
    said,
    warnings: environmentWarnings(environment, [...table.keys()].map(variableOf)),
  });
}

type Layer = readonly { readonly name: string; readonly value: unknown; readonly where: string }[];

const saidByFlags = (flags: Readonly<Record<string, string | undefined>>): Layer =>
  [...table].flatMap(([name, { read, secret }]) => {
    const text = secret ? undefined : flags[name];
    return text === undefined ? [] : [{ name, value: read(text), where: flagOf(name) }];
  });

const saidBy = (environment: Readonly<Record<string, string | undefined>>): Layer =>
  [...table].flatMap(([name, { read }]) => {
    const where = variableOf(name);
    const { [where]: text = '' } = environment;
    return text === '' || isServiceLink(where, text) ? [] : [{ name, value: read(text), where }];
  });

function saidInCode(code: SettingsSources['code']): Layer {
  if (code?.values === undefined) return [];
  const { values, named } = code;
  if (typeof values !== 'object' || values === null) {
    throw new CompositionError('OPTION_INVALID', `${named('')}: it takes an object of settings.`);
  }
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, where: named(name) }],
  );
}

const checked = (layer: Layer, index: number): (readonly [string, Said])[] =>
  layer.map(({ name, value, where }) => {
    const setting = table.get(name);
    if (setting === undefined) throw unknown(name, where);
    const fault =
      setting.fault(value) ?? (name === 'keys' ? keysFault(value as HopKeys) : undefined);
    if (fault === undefined) return [name, { value, where, layer: index }];
    throw new CompositionError('OPTION_INVALID', `${where}: ${fault}.`);
  });

function unknown(name: string, where: string): CompositionError {
  const right = nearest(name, table.keys());
  const hint =
    right === undefined
      ? `There are: ${[...table.keys()].join(', ')}.`
      : `Did you mean "${right}"?`;
  return new CompositionError('OPTION_UNKNOWN', `${where}: there is no such setting. ${hint}`);
}
