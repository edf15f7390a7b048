import { stat } from 'node:fs/promises';
import { CompositionError, type DecidingHook, GangwayError, type Lifecycle } from '@gangway/core';
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
  const given = keysFile === undefined ? keys : await keysFrom(keysFile, settings, hook);
  const server = await serve(hook, {
    ...options,
    hostname: host,
    ...(given === undefined ? {} : { keys: given }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(metrics === undefined ? {} : { metrics }),
  });
  for (const warning of settings.warnings) hook.logger.log('warn', warning);
  return server;
}

async function keysFrom(
  path: string,
  { said }: Settings,
  { clock, logger }: DecidingHook,
): Promise<HopKeys> {
  try {
    const keys = await keysOfFile(path, clock);
    if (await isOpenToOthers(path)) {
      logger.log('warn', 'everybody on this machine can read the file of keys: chmod 600', {
        path,
      });
    }
    return keys;
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CompositionError(
      'OPTION_INVALID',
      `${said.get('keysFile')?.where}: ${error.message}`,
    );
  }
}

/** Of a file that is our own, others' right to read it is ours to take; a mounted secret is not. */
async function isOpenToOthers(path: string): Promise<boolean> {
  const { mode, uid } = await stat(path);
  return uid === process.getuid?.() && (mode & 0o004) !== 0;
}
