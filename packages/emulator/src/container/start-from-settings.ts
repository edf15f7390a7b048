import { type Clock, CompositionError, GangwayError, type Logger } from '@gangway/core';
import { keysInFile } from '@gangway/hop';
import { keptAccount } from '../account/kept-account.js';
import { createChaos } from '../chaos/chaos.js';
import type { Emulator, EmulatorOptions } from '../emulator.js';
import type { HookTarget } from '../hook-target/hook-target.js';
import { urlHook } from '../hook-target/url-hook.js';
import { startEmulator } from '../start-emulator.js';
import type { EmulatorSettings } from './emulator-settings.js';

/** What the program says, and not the environment. */
export interface ContainerParts extends Pick<EmulatorOptions, 'template' | 'presence'> {
  readonly hook?: HookTarget | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Starts an emulator as the settings have it.
 *
 * @throws CompositionError `OPTION_INVALID`, where they do not go together or name what is not there
 * @throws EmulatorError, PortError, and Node's errors of a port
 */
export async function startFromSettings(
  settings: EmulatorSettings,
  { hook, clock, ...parts }: ContainerParts,
): Promise<Emulator> {
  const { host: hostname = '127.0.0.1', mqttPort = 8_883, port = 8_080, seed = 1 } = settings;
  const { names, accountId, region, state, chaos: rate } = settings;
  const target = (await targetOf(settings, parts.logger)) ?? hook ?? nobodyDecides();
  const chaos = rate === undefined ? undefined : createChaos({ seed, rate, clock });
  return await startEmulator({
    ...parts,
    hook: target,
    ...(chaos === undefined ? { clock } : { chaos }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(region === undefined ? {} : { region }),
    ...(state === undefined ? {} : await keptAccount(state)),
    mqtt: { hostname, port: mqttPort, ...(names === undefined ? {} : { names }) },
    http: { hostname, port },
  });
}

async function targetOf(
  { hookUrl, keysFile }: EmulatorSettings,
  logger: Logger,
): Promise<HookTarget | undefined> {
  if (hookUrl === undefined) return undefined;
  if (keysFile === undefined) return urlHook(hookUrl);
  const keys = keysInFile(keysFile);
  try {
    await keys();
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CompositionError('OPTION_INVALID', `GANGWAY_KEYS_FILE: ${error.message}`);
  }
  return urlHook(hookUrl, { keys, logger });
}

function nobodyDecides(): never {
  throw new CompositionError(
    'OPTION_INVALID',
    'GANGWAY_HOOK_URL: name the hook that decides, such as http://hook:8080; the program has none.',
  );
}
