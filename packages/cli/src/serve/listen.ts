import {
  type RunningServer,
  type ServeParts,
  type Settings,
  serveSettings,
} from '@gangway/adapter-http';
import { CompositionError, type DecidingHook } from '@gangway/core';
import { CliFault } from '../cli-fault.js';
import { asUsage } from './read-serve-settings.js';

/**
 * Serves a hook by settings.
 *
 * @throws CliFault `USAGE`, `PORT_IN_USE`, `LISTEN_FAILED`
 */
export async function listen(
  hook: DecidingHook,
  settings: Settings,
  parts: ServeParts,
): Promise<RunningServer> {
  try {
    return await serveSettings(hook, settings, parts);
  } catch (error) {
    if (error instanceof CompositionError) throw asUsage(error);
    const { code } = error as NodeJS.ErrnoException;
    const { host, port } = settings.values;
    if (code === 'EADDRINUSE') {
      throw new CliFault(
        'PORT_IN_USE',
        `Something else listens on ${host} port ${port}; --port 0 takes a free one.`,
        { cause: error },
      );
    }
    if (typeof code !== 'string') throw error;
    throw new CliFault('LISTEN_FAILED', `Cannot listen on ${host} port ${port} (${code}).`, {
      cause: error,
    });
  }
}
