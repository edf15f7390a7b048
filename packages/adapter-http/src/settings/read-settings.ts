import { CompositionError } from '@gangway/core';
import { isLoopback } from '../gate/loopback.js';
import {
  type Layer,
  readFileSettings,
  readFlags,
  readVariables,
  type Said,
  type SettingFlags,
  valuesOf,
} from './read-layer.js';
import type { ServerSettings, SettingName } from './server-settings.js';
import { serverVariables } from './server-variables.js';

/** Where settings are said; each before those behind it. */
export interface SettingSources {
  /** Texts from a command line, by the names of `serve`'s options. */
  readonly flags?: SettingFlags;
  /** `process.env`, of which `GANGWAY_…` is read. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What the hook file exports as `serve`. */
  readonly file?: unknown;
}

/** What a server was told. */
export interface ReadSettings {
  readonly settings: ServerSettings & { readonly port: number };
  /** Where each was said: `--port`, `GANGWAY_PORT`, `serve.port of the hook file`. */
  readonly origins: ReadonlyMap<SettingName, string>;
  /** What is most likely a mistake and stops nothing: variables that no setting has. */
  readonly warnings: readonly string[];
}

/**
 * Reads the settings of a server: flags before the environment before the hook file before the defaults. Keys that one
 * layer says take the place of those that another says, and of the word of a layer below that unsigned calls are let in.
 *
 * @throws CompositionError `OPTION_UNKNOWN`, `OPTION_INVALID`: says where it was said and what is asked for, and never a value;
 *   also where nobody has said who may ask
 * @example
 * const { settings } = readSettings({ flags: { port: '0' }, environment: { GANGWAY_PORT: '80', GANGWAY_INSECURE: 'loopback' } });
 * settings; // { insecure: 'loopback', port: 0 }
 */
export function readSettings({ flags = {}, environment = {}, file }: SettingSources): ReadSettings {
  const { variables, warnings } = serverVariables(environment);
  const said = new Map<SettingName, Said>();
  // From the weakest to the strongest.
  const layers = [
    file === undefined ? new Map<SettingName, Said>() : readFileSettings(file),
    readVariables(variables),
    readFlags(flags),
  ];
  for (const layer of layers) lay(layer, said);
  assertWhoMayAsk(said, warnings);
  return Object.freeze({
    settings: Object.freeze({ port: 8_080, ...valuesOf(said) }),
    origins: new Map([...said].map(([name, { where }]) => [name, where])),
    warnings,
  });
}

function lay(layer: Layer, over: Map<SettingName, Said>): void {
  if (layer.has('keys') || layer.has('keysFile')) {
    for (const name of ['keys', 'keysFile', 'insecure'] as const) over.delete(name);
  }
  for (const [name, what] of layer) over.set(name, what);
}

function assertWhoMayAsk(said: Layer, warnings: readonly string[]): void {
  const insecure = said.get('insecure');
  const hostname = said.get('hostname');
  if (insecure === undefined && !said.has('keys') && !said.has('keysFile')) {
    // Who mistyped the one variable that says it sees its right name here, or nowhere.
    throw new CompositionError('OPTION_INVALID', [nobodyMayAsk, ...warnings].join(' '));
  }
  if (insecure?.value !== 'loopback' || hostname === undefined) return;
  if (isLoopback(String(hostname.value))) return;
  throw new CompositionError(
    'OPTION_INVALID',
    `${insecure.where}: loopback is for 127.0.0.1, ::1 and localhost, and ${hostname.where} is none of them. Give keys, or say anywhere.`,
  );
}

const nobodyMayAsk =
  'Nobody has said who may ask. Either give keys, so that only calls of the Lambda proxy are let in: `gangway keys hop --out keys` makes them, and --keys-file or GANGWAY_KEYS_FILE names the file. Or let unsigned calls in from this machine, on a desk: --insecure, or GANGWAY_INSECURE=loopback.';
