import { stat } from 'node:fs/promises';
import {
  type Clock,
  CompositionError,
  type DecidingHook,
  GangwayError,
  type Lifecycle,
} from '@gangway/core';
import type { HopKeys } from '@gangway/hop';
import type { ServerMetrics } from '../metrics/server-metrics.js';
import { type RunningServer, serve } from '../serve.js';
import { keysOfFile } from './keys-file.js';
import type { Settings } from './settings.js';
import { assertWhoMayAsk } from './who-may-ask.js';

/** What a server has beside its settings. */
export interface ServeParts {
  readonly lifecycle?: Lifecycle;
  readonly metrics?: ServerMetrics;
}

/**
 * Serves a hook as settings say. What they warn of is logged.
 *
 * @throws CompositionError `OPTION_INVALID` where it is not said who may ask, or the file of keys is none
 * @throws Error with Node's code, such as `EADDRINUSE`, when it cannot listen
 * @example
 * const settings = readSettings({ environment: { GANGWAY_PORT: '0', GANGWAY_INSECURE: 'loopback' } });
 * const server = await serveSettings(composeHook(definition), settings);
 * (await fetch(`${server.url}/healthz`)).status; // 200
 * await server.close();
 */
export async function serveSettings(
  hook: DecidingHook,
  settings: Settings,
  { lifecycle, metrics }: ServeParts = {},
): Promise<RunningServer> {
  assertWhoMayAsk(settings);
  const { host, keysFile, keys, logLevel: _, ...options } = settings.values;
  const given = keysFile === undefined ? keys : await keysFrom(keysFile, settings, hook.clock);
  const server = await serve(hook, {
    ...options,
    hostname: host,
    ...(given === undefined ? {} : { keys: given }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(metrics === undefined ? {} : { metrics }),
  });
  const warnings = [...settings.warnings, ...(await keysFileWarnings(keysFile))];
  // As `serve` does: whoever started this is told where it listens before its log.
  setImmediate(() => {
    for (const warning of warnings) hook.logger.log('warn', warning);
  });
  return server;
}

async function keysFrom(path: string, { said }: Settings, clock: Clock): Promise<HopKeys> {
  try {
    return await keysOfFile(path, clock);
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    const { where } = said.get('keysFile') ?? { where: 'keysFile' };
    throw new CompositionError('OPTION_INVALID', `${where}: ${error.message}`);
  }
}

/** Of a file that is our own, others' right to read it is ours to take; a mounted secret is not. */
async function keysFileWarnings(path: string | undefined): Promise<readonly string[]> {
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  if (found === undefined || found.uid !== process.getuid?.() || (found.mode & 0o004) === 0) {
    return [];
  }
  return [`${path}: everybody on this machine can read the keys; chmod 600 keeps them out`];
}
