import { CompositionError, nearest } from '@gangway/core';
import { type EmulatorSettings, emulatorSettings } from './emulator-settings.js';

const byVariable = new Map(
  Object.entries(emulatorSettings).map(([name, setting]) => [
    setting.variable,
    { name, wanted: setting.wanted, read: (text: string): unknown => setting.read(text) },
  ]),
);

/** What an environment says to an emulator, and what in it is most likely a mistake and stops nothing. */
export interface ReadEmulatorSettings {
  readonly settings: EmulatorSettings & { readonly out: string };
  readonly warnings: readonly string[];
}

/**
 * Reads the settings of an emulator.
 *
 * @param environment `process.env`, of which `GANGWAY_…` is read
 * @throws CompositionError `OPTION_INVALID`: says which and what is asked for, and never a value
 */
export function readEmulatorSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ReadEmulatorSettings {
  const said = new Map<string, unknown>();
  const warnings: string[] = [];
  for (const [variable, text] of Object.entries(environment)) {
    if (text === undefined || !variable.startsWith('GANGWAY_')) continue;
    const setting = byVariable.get(variable);
    if (setting === undefined) warnings.push(strange(variable));
    // Empty is not absent: what was to be filled in, and was not, is a mistake.
    else said.set(setting.name, (text === '' ? undefined : setting.read(text)) ?? wrong(variable));
  }
  const settings: EmulatorSettings = Object.fromEntries(said);
  const { out, hookUrl, keysFile } = settings;
  if (out === undefined) {
    throw invalid(
      'GANGWAY_OUT',
      'name the folder for the credentials without which no device can connect',
    );
  }
  if (keysFile !== undefined && hookUrl === undefined) {
    throw invalid('GANGWAY_KEYS_FILE', 'it is for the container that GANGWAY_HOOK_URL names');
  }
  return Object.freeze({ settings: Object.freeze({ ...settings, out }), warnings });
}

function strange(variable: string): string {
  const right = nearest(variable, byVariable.keys());
  const hint = right === undefined ? '' : ` Did you mean ${right}?`;
  return `${variable}: there is no such setting; it does nothing.${hint}`;
}

function wrong(variable: string): never {
  throw invalid(variable, `it takes ${byVariable.get(variable)?.wanted}`);
}

const invalid = (variable: string, why: string): CompositionError =>
  new CompositionError('OPTION_INVALID', `${variable}: ${why}.`);
