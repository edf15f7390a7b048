import { CompositionError, GangwayError, nearest } from '@gangway/core';
import { hopKeyRing } from '@gangway/hop';
import type { ServerSettings, SettingName } from './server-settings.js';
import { type ServerSetting, serverSettings } from './setting-table.js';

/** Something that a layer says, and what it is called there. */
export interface Said {
  readonly value: unknown;
  readonly where: string;
}

/** What one layer says: the command line, the environment, or the hook file. */
export type Layer = ReadonlyMap<SettingName, Said>;

/** Texts of flags, by the names of `serve`'s options; `true` for a flag without a value. */
export type SettingFlags = { readonly [Name in SettingName]?: string | true | undefined };

/** @throws CompositionError `OPTION_UNKNOWN`, `OPTION_INVALID` */
export function readFlags(flags: SettingFlags): Layer {
  const byName = flagged();
  return layer(
    Object.entries(flags).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, text] as const],
    ),
    (name, text) => {
      const setting = byName.get(name);
      if (setting === undefined) throw unknown(`There is no flag for "${name}".`, name, byName);
      const where = setting.flag ?? setting.name;
      // Alone, it is the careful way.
      const alone = text === true && name === 'insecure' ? 'loopback' : text;
      return [setting, { value: readText(setting, alone, where), where }];
    },
  );
}

/** @throws CompositionError `OPTION_INVALID` */
export const readVariables = (variables: ReadonlyMap<string, string>): Layer =>
  layer(
    serverSettings.flatMap((setting) => {
      const text = variables.get(setting.variable);
      return text === undefined ? [] : [[setting.name, text] as const];
    }),
    (name, text) => {
      const setting = settingOf(name);
      const where = setting.variable;
      return [setting, { value: readText(setting, text, where), where }];
    },
  );

/**
 * @param file what a hook file exports as `serve`
 * @throws CompositionError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readFileSettings(file: unknown): Layer {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    throw invalid('serve of the hook file', 'an object, such as { port: 8080 }');
  }
  const given = Object.entries(file).filter(([, value]) => value !== undefined);
  return layer(given, (name, value) => {
    const setting = serverSettings.find((known) => known.name === name);
    const where = `serve.${name} of the hook file`;
    if (setting === undefined) {
      throw unknown(`${where}: there is no such setting.`, name, namedSettings());
    }
    if (!setting.rule.allows(value)) throw invalid(where, setting.rule.wanted);
    return [setting, { value, where }];
  });
}

function layer<Value>(
  given: readonly (readonly [string, Value])[],
  read: (name: string, value: Value) => readonly [ServerSetting, Said],
): Layer {
  const said = new Map<SettingName, Said>();
  for (const [name, value] of given) {
    const [setting, what] = read(name, value);
    if (setting.name === 'keys') assertKeys(what);
    said.set(setting.name, what);
  }
  const [keys, keysFile] = [said.get('keys'), said.get('keysFile')];
  if (keys !== undefined && keysFile !== undefined) {
    throw new CompositionError(
      'OPTION_INVALID',
      `${keysFile.where} and ${keys.where}: the keys are said twice. Leave one of them out.`,
    );
  }
  return said;
}

/** Keys that are there are looked at here, where it is known who said them; a function is asked when it is used. */
function assertKeys({ value, where }: Said): void {
  if (!Array.isArray(value)) return;
  try {
    hopKeyRing(value);
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CompositionError('OPTION_INVALID', `${where}: ${error.message}`);
  }
}

function readText(setting: ServerSetting, text: string | true, where: string): unknown {
  // Empty is not absent: a secret that was to be filled in, and was not, must not open the door.
  const value = text === true || text === '' ? undefined : setting.text.read(text);
  if (value === undefined) throw invalid(where, setting.text.wanted);
  return value;
}

function settingOf(name: string): ServerSetting {
  const setting = namedSettings().get(name);
  if (setting === undefined) throw new TypeError(`no setting ${name}`);
  return setting;
}

const namedSettings = (): ReadonlyMap<string, ServerSetting> =>
  new Map(serverSettings.map((setting) => [setting.name, setting]));

const flagged = (): ReadonlyMap<string, ServerSetting> =>
  new Map([...namedSettings()].filter(([, { flag }]) => flag !== undefined));

const invalid = (where: string, wanted: string): CompositionError =>
  new CompositionError('OPTION_INVALID', `${where}: it takes ${wanted}.`);

function unknown(
  what: string,
  name: string,
  known: ReadonlyMap<string, ServerSetting>,
): CompositionError {
  const right = nearest(name, known.keys());
  const hint =
    right === undefined
      ? `There are: ${[...known.keys()].join(', ')}.`
      : `Did you mean "${right}"?`;
  return new CompositionError('OPTION_UNKNOWN', `${what} ${hint}`);
}

/** The settings alone, without where they were said. */
export const valuesOf = (said: Layer): ServerSettings =>
  Object.freeze(Object.fromEntries([...said].map(([name, { value }]) => [name, value])));
