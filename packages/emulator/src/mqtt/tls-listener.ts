import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { Logger } from '@gangway/core';

/** Takes connections of clients that hold the private key of a certificate. */
export interface TlsListener {
  readonly port: number;
  /** Stops listening, and destroys what is left of all connections. */
  close(): Promise<void>;
}

export interface TlsListenerOptions {
  readonly host: string;
  readonly port: number;
  /** What it shows, in PEM. */
  readonly identity: { readonly certificatePem: string; readonly privateKey: string };
  readonly logger: Logger;
  /** Milliseconds that a handshake may take. */
  readonly handshakeTimeout: number;
  readonly accept: (socket: TLSSocket, certificateId: string) => void;
}

/** The protocol's name on port 443. @see https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html */
const alpnProtocol = 'x-amzn-mqtt-ca';

/**
 * Listens for mutual TLS, of version 1.2 at least.
 *
 * A client proves that it holds its certificate's key, and no more: who signed the certificate, and whether it is out of date, is not
 * looked at. AWS IoT knows a certificate by being registered. It also wants a server name in the handshake, which is not asked for
 * here.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/transport-security.html
 * @example const listener = await listenForTls({ host: '127.0.0.1', port: 0, identity, logger, handshakeTimeout: 30_000, accept });
 */
export async function listenForTls({
  host,
  port,
  identity,
  logger,
  handshakeTimeout,
  accept,
}: TlsListenerOptions): Promise<TlsListener> {
  const sockets = new Set<Socket>();
  const refuse = (socket: Socket, reason: string): void => {
    logger.log('warn', 'connection refused', { ipAddress: socket.remoteAddress ?? '', reason });
    socket.destroy();
  };
  const server = createServer({
    cert: identity.certificatePem,
    key: identity.privateKey,
    minVersion: 'TLSv1.2',
    // Packets are small, and each waits for the one before: Nagle would hold each back for 40 ms.
    noDelay: true,
    requestCert: true,
    rejectUnauthorized: false,
    handshakeTimeout,
    ALPNCallback: ({ protocols }) => protocols.find((protocol) => protocol === alpnProtocol),
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('secureConnection', (socket) => {
    // Without a listener, an error between here and the first one of the broker would end the process.
    socket.on('error', () => undefined);
    const certificateId = certificateIdOf(socket);
    if (certificateId === undefined) refuse(socket, 'no client certificate');
    else accept(socket, certificateId);
  });
  server.on('tlsClientError', (error, socket) => {
    refuse(socket, `TLS handshake: ${'code' in error ? String(error.code) : error.name}`);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** AWS IoT's id of a certificate is the SHA-256 of its DER, in lowercase hex. */
const certificateIdOf = (socket: TLSSocket): string | undefined =>
  socket.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase();
