import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A server of AWS's JSON protocols that refuses every call, and counts the connections that are open to it. */
export interface RefusingServer {
  readonly url: string;
  open(): number;
  /** Waits until no connection is open. */
  idle(): Promise<void>;
  close(): void;
}

/** @param error the name of the error that it refuses with */
export async function refusingServer(error: string): Promise<RefusingServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(403, { 'content-type': 'application/json', 'x-amzn-errortype': error });
    response.end(JSON.stringify({ __type: error, message: 'refused' }));
  });
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: () => sockets.size,
    async idle() {
      await Promise.all([...sockets].map((socket) => once(socket, 'close')));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
