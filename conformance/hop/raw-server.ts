import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { type HttpMessage, readMessage } from './http-message.js';

/** A call that came over a connection, which a behaviour may treat as it likes. */
export interface Exchange {
  readonly call: HttpMessage;
  readonly socket: Socket;
}

export type Behaviour = (exchange: Exchange) => unknown;

/** A server that does what it is told, right or wrong, also on connections that were there before. */
export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** What it does from now on. */
  behave(behaviour: Behaviour): void;
  /** How many calls have come. */
  calls(): number;
  close(): Promise<void>;
}

/** @param options `port`: one that was free a moment ago, to come back where another has been */
export async function startRawServer(
  first: Behaviour,
  options: { readonly tls?: TlsOptions; readonly port?: number } = {},
): Promise<RawServer> {
  let behaviour = first;
  let calls = 0;
  const sockets = new Set<Socket>();
  const serveOn = (socket: Socket) => {
    sockets.add(socket);
    let came: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      came = Buffer.concat([came, chunk]);
      for (let read = readMessage(came); read !== undefined; read = readMessage(came)) {
        came = Buffer.from(read.rest);
        calls += 1;
        void behaviour({ call: read.message, socket });
      }
    });
    // Who called may break off: that is what many of the faults come to.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const { tls, port = 0 } = options;
  const server: Server =
    tls === undefined ? createServer({ noDelay: true }, serveOn) : createTlsServer(tls, serveOn);
  server.on('tlsClientError', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}`,
    behave(next) {
      behaviour = next;
    },
    calls: () => calls,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
