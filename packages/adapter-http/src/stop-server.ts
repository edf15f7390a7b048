import { once } from 'node:events';
import type { Server } from 'node:http';
import { Server as TcpServer } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Connections } from './connections.js';

interface StopTimes {
  /** Milliseconds for decisions that run. */
  readonly graceMs: number;
  /** Milliseconds in which what is already on its way still becomes a whole request. */
  readonly lingerMs: number;
}

/**
 * Stops a server. The grace is for decisions that run: a connection without a whole request could send the rest of it for
 * as long as it likes.
 *
 * A connection that is closed while a request is on its way loses it, and nothing tells the client whether it was decided
 * about. So for a moment each may bring one more, whose answer closes it. What has come by then is read before the rest is
 * closed; Node's own `close` would destroy an idle connection with a request in it that is not read yet.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112.html#section-9.6
 */
export async function stopServer(
  server: Server,
  connections: Connections,
  { graceMs, lingerMs }: StopTimes,
): Promise<void> {
  const closed = once(server, 'close');
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await closeListener(server);
  // Not before: who is told to close connects anew, and would be taken and told so again until the last one is reset.
  connections.endWithAnswers();
  await soonerOf(closed, lingerMs);
  await nextTurn();
  connections.closeUnasked();
  try {
    await closed;
  } finally {
    clearTimeout(cutOff);
    // It listens no more, and has no connections; now Node lets its timer for slow clients go, too.
    server.close();
  }
}

// A listener with ever new clients is closed after so long all the same.
const acceptMs = 1_000;

/**
 * Takes the connections that the system has made already, which closing would reset, then listens no more. libuv accepts
 * one in a turn of the event loop. Nothing is done of what an HTTP server does beside that.
 */
async function closeListener(server: Server): Promise<void> {
  const end = performance.now() + acceptMs;
  let accepted = true;
  const note = () => {
    accepted = true;
  };
  server.on('connection', note).on('drop', note);
  // The turn in which it was told to stop may have been half over.
  await nextTurn();
  while (accepted && performance.now() < end) {
    accepted = false;
    await nextTurn();
  }
  server.off('connection', note).off('drop', note);
  TcpServer.prototype.close.call(server);
}

async function soonerOf(closed: Promise<unknown>, milliseconds: number): Promise<void> {
  if (milliseconds === 0) return;
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, milliseconds);
  await Promise.race([closed, over.promise]);
  clearTimeout(timer);
}
