import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
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

/**
 * Stops a server. The grace is for decisions that run: a connection without a whole request could send the rest of it for
 * as long as it likes, since Node stops looking for slow clients once a server closes.
 */
export async function stopServer(
  server: Server,
  sockets: ReadonlySet<Socket>,
  graceMs: number,
): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) {
    if (answerOn(socket)?.req.complete !== true) socket.destroy();
  }
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await closed;
  } finally {
    clearTimeout(cutOff);
  }
}
