import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';

/** One call, ready to be sent. */
export interface OutgoingCall {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface ConnectionSettings {
  readonly url: URL;
  /** How long a connection is kept without a call; 0 for none. */
  readonly keepAliveMs: number;
  readonly secureContext: SecureContext | undefined;
  readonly servername: string | undefined;
}

/** The connections to one container, kept from call to call. */
export interface Connections {
  /** What a connection says when it is ready: TLS is part of it. */
  readonly readyEvent: 'connect' | 'secureConnect';
  /** Begins a call; nothing is sent before the current turn is over. */
  open(call: OutgoingCall): ClientRequest;
  /** Tells every chunk that comes on a connection. */
  hear(connection: Duplex, tell: (chunk: Uint8Array) => void): void;
  /** Says that a call is over and nothing more may come: a connection on which something does is closed. */
  keepSilent(connection: Duplex): void;
  /** Lets what has come on kept connections since the last call be seen before one is used: a function may have been frozen. */
  wake(): Promise<void>;
  /** Closes those that are kept. */
  closeKept(): void;
}

// Octets of a header section; what Node itself takes, unless an environment variable says otherwise.
const maxHeaderSize = 16_384;

/** Opens nothing yet. The agent is the proxy's own, so that nothing else in the process shares its connections or its settings. */
export function openConnections({
  url,
  keepAliveMs,
  secureContext,
  servername,
}: ConnectionSettings): Connections {
  const pool = { keepAlive: keepAliveMs > 0, ...(keepAliveMs > 0 ? { timeout: keepAliveMs } : {}) };
  const secure = url.protocol === 'https:';
  const agent = secure
    ? new HttpsAgent({
        ...pool,
        // Said here, so that no environment variable takes it back.
        rejectUnauthorized: true,
        secureContext,
        ...(servername === undefined ? {} : { servername }),
      })
    : new HttpAgent(pool);
  const send = secure ? httpsRequest : httpRequest;
  const listeners = new WeakMap<Duplex, (chunk: Uint8Array) => void>();
  const kept = () => Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
  return Object.freeze({
    readyEvent: secure ? 'secureConnect' : 'connect',
    open({ headers, body }: OutgoingCall) {
      const request = send(url, {
        agent,
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        maxHeaderSize,
        insecureHTTPParser: false,
      });
      // All of them, or a second one of a name could hide behind the two thousandth.
      request.maxHeadersCount = 0;
      return request;
    },
    hear(connection: Duplex, tell: (chunk: Uint8Array) => void) {
      if (!listeners.has(connection)) {
        connection.on('data', (chunk: Uint8Array) => listeners.get(connection)?.(chunk));
      }
      listeners.set(connection, tell);
    },
    keepSilent(connection: Duplex) {
      listeners.set(connection, () => void connection.destroy());
    },
    async wake() {
      if (kept().length === 0) return;
      // The first may come in this very turn of the event loop; before the second it has looked at every connection.
      await turn();
      await turn();
    },
    closeKept() {
      for (const connection of kept()) connection.destroy();
    },
  });
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
