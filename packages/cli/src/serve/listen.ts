import { type RunningServer, type ServeOptions, serve } from '@gangway/adapter-http';
import { CompositionError, type DecidingHook } from '@gangway/core';
import { CliFault } from '../cli-fault.js';

/** @throws CliFault `USAGE`, `PORT_IN_USE`, `LISTEN_FAILED` */
export async function listen(hook: DecidingHook, options: ServeOptions): Promise<RunningServer> {
  const { hostname = '127.0.0.1', port } = options;
  try {
    return await serve(hook, options);
  } catch (error) {
    if (error instanceof CompositionError) {
      throw new CliFault('USAGE', error.message, { cause: error });
    }
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new CliFault(
        'PORT_IN_USE',
        `Something else listens on ${hostname} port ${port}; --port 0 takes a free one.`,
        { cause: error },
      );
    }
    if (typeof code !== 'string') throw error;
    throw new CliFault('LISTEN_FAILED', `Cannot listen on ${hostname} port ${port} (${code}).`, {
      cause: error,
    });
  }
}
