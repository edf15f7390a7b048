import { once } from 'node:events';
import type { RunningServer } from './serve.js';

/**
 * Lets a server run until it is told to stop, then stops it gracefully. Which signals of the process mean that is for
 * the entry point to say.
 *
 * @param stop aborted when the server is to stop
 * @returns once everything in flight is answered and the port is free
 * @example
 * const stop = new AbortController();
 * for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop.abort());
 * await serveUntil(stop.signal, await serve(hook, { port: 8080 }));
 */
export async function serveUntil(stop: AbortSignal, server: RunningServer): Promise<void> {
  if (!stop.aborted) await once(stop, 'abort');
  await server.close();
}
