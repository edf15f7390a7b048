import { once } from 'node:events';
import type { RunningServer } from './serve.js';

// Longer than a request takes from any client that is worth a kept connection; short beside what an orchestrator waits.
const lingerMs = 500;

/**
 * Lets a server run until it is told to stop, then stops it gracefully. Which signals of the process mean that is for
 * the entry point to say. For half a second a kept connection may still bring a request, which is answered and closes it.
 *
 * @param stop aborted when the server is to stop
 * @returns once everything in flight is answered and the port is free
 * @example
 * const stop = new AbortController();
 * const stopped = serveUntil(stop.signal, await serve(composeHook(definition), { port: 0, insecure: 'loopback' }));
 * stop.abort(); // what an entry point does on SIGTERM
 * await stopped;
 */
export async function serveUntil(stop: AbortSignal, server: RunningServer): Promise<void> {
  if (!stop.aborted) await once(stop, 'abort');
  await server.close({ lingerMs });
}
