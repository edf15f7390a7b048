import { once } from 'node:events';
import type { Server } from 'node:http';
import { type Socket, Server as TcpServer } from 'node:net';
import { answerOn } from './answer-on-socket.js';

/** Keeps the connections of a server, for {@link stopServer}. */
export function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

interface StopTimes {
  /** Milliseconds for decisions that run. */
  readonly graceMs: number;
  /** Milliseconds in which what is already on its way still becomes a whole request. */
  readonly lingerMs: number;
}

/**
 * Stops a server. The grace is for decisions that run: a connection without a whole request could send the rest of it for
 * as long as it likes, since Node stops looking for slow clients once a server closes.
 *
 * A connection that is closed while a request is on its way loses it, and nothing tells the client whether it was decided
 * about. So for a moment kept connections may bring one more, whose answer closes them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112.html#section-9.6
 */
export async function stopServer(
  server: Server,
  sockets: ReadonlySet<Socket>,
  { graceMs, lingerMs }: StopTimes,
): Promise<void> {
  const closed = once(server, 'close');
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  if (lingerMs > 0) {
    stopListening(server);
    await soonerOf(closed, lingerMs);
  }
  server.close();
  for (const socket of sockets) {
    if (answerOn(socket)?.req.complete !== true) socket.destroy();
  }
  try {
    await closed;
  } finally {
    clearTimeout(cutOff);
  }
}

/** Without what an HTTP server does beside it: that closes every connection that is idle at this moment. */
function stopListening(server: Server): void {
  TcpServer.prototype.close.call(server);
}

async function soonerOf(closed: Promise<unknown>, milliseconds: number): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, milliseconds);
  await Promise.race([closed, over.promise]);
  clearTimeout(timer);
}
