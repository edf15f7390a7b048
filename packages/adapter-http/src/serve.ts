import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CompositionError, type DecidingHook } from '@gangway/core';
import { errorText } from './answer.js';
import { checkOptions, someText, wholeNumber } from './check-options.js';
import { refuseConnection, refuseExpectation } from './client-error.js';
import { defaultBodyLimit, type FetchHandlerOptions, handlerRules } from './fetch-handler.js';
import { createGate, type Insecure } from './gate/create-gate.js';
import { isLoopback } from './gate/loopback.js';
import { noLimit } from './load/no-limit.js';
import { nodeListener } from './node-listener.js';
import { startPreparing } from './start-preparing.js';
import { stopServer, trackSockets } from './stop-server.js';

export interface ServeOptions extends Omit<FetchHandlerOptions, 'insecure'> {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; 127.0.0.1 unless given, 0.0.0.0 in a container. */
  readonly hostname?: string;
  /**
   * Lets unsigned calls in, and says so in the log: `'loopback'` where only this machine can reach `hostname`, for a desk;
   * `'anywhere'` where something else sees to who may call. Signed calls are verified all the same, where there are keys.
   */
  readonly insecure?: Insecure;
  /** Milliseconds for the headers of a request, from its first byte or from connecting; 2,000 unless given. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds for a whole request, body included; 2,500 unless given. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds that an idle connection is kept; 65,000 unless given: longer than a load balancer keeps its side. */
  readonly keepAliveTimeoutMs?: number;
  /** Milliseconds that `close` waits for running decisions; 8,000 unless given. */
  readonly closeGraceMs?: number;
}

/** A hook that listens. */
export interface RunningServer {
  /** Where it answers, without a path: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting, lets running decisions finish, and closes at once every connection that has not sent a whole request.
   * Asked again it answers with the same promise.
   */
  close(): Promise<void>;
}

// How often Node looks for slow clients. With its default of 30 s, a timeout of 2 s closes after 30.
const connectionsCheckingInterval = 250;

/**
 * Serves a hook over HTTP on Hono's Node server, with the routes of {@link toFetchHandler}. A client that sends its
 * headers or its body too slowly is cut off, by default within four seconds.
 *
 * @param options with either `keys` or `insecure`, or both: there is no default for who may ask
 * @throws CompositionError `OPTION_UNKNOWN` or `OPTION_INVALID`, before it listens, when an option is wrong
 * @throws Error with Node's code, such as `EADDRINUSE`, when it cannot listen
 * @see https://nodejs.org/api/http.html#serverrequesttimeout
 * @example
 * const server = await serve(composeHook(definition), { port: 0, insecure: 'loopback' });
 * (await fetch(`${server.url}/healthz`)).status; // 200
 * await server.close();
 */
export async function serve(hook: DecidingHook, options: ServeOptions): Promise<RunningServer> {
  checkOptions('serve', serveRules, options, ['port']);
  const { bodyLimit = defaultBodyLimit, hostname = '127.0.0.1', lifecycle } = options;
  if (options.insecure === 'loopback' && !isLoopback(hostname)) throw notLoopback(hostname);
  const gate = createGate('serve', options, hook, `"insecure: 'loopback'", on a desk`);
  const preparing = startPreparing(hook);
  void lifecycle?.prepare?.().catch(() => undefined);
  let closed: Promise<void> | undefined;
  const listener = nodeListener(
    { hook, gate, load: noLimit, ...(lifecycle === undefined ? {} : { lifecycle }) },
    {
      bodyLimit,
      isReady: () => preparing.isReady() && gate.isReady(),
      isClosing: () => closed !== undefined,
    },
  );
  const server = createServer(serverOptions(options), listener);
  const sockets = trackSockets(server);
  server.on('clientError', refuseConnection);
  server.on('checkExpectation', refuseExpectation);
  server.listen(options.port, hostname);
  try {
    await once(server, 'listening');
  } catch (error) {
    preparing.stop();
    throw error;
  }
  server.on('error', (error) => {
    hook.logger.log('error', 'the HTTP server failed', { error: errorText(error) });
  });
  const { port, address, family } = server.address() as AddressInfo;
  return Object.freeze({
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    close() {
      preparing.stop();
      closed ??= stopServer(server, sockets, options.closeGraceMs ?? 8_000);
      return closed;
    },
  });
}

const serveRules = {
  ...handlerRules,
  insecure: {
    wanted: "'loopback' or 'anywhere'",
    allows: (value: unknown) => value === 'loopback' || value === 'anywhere',
  },
  port: wholeNumber(0, 65_535),
  hostname: someText,
  headersTimeoutMs: wholeNumber(1),
  requestTimeoutMs: wholeNumber(1),
  keepAliveTimeoutMs: wholeNumber(1),
  closeGraceMs: wholeNumber(0),
};

const notLoopback = (hostname: string) =>
  new CompositionError(
    'OPTION_INVALID',
    `serve, option "insecure": 'loopback' is for 127.0.0.1, ::1 and localhost, and ${hostname} is none of them. Give "keys", or say insecure: 'anywhere'.`,
  );

function serverOptions(options: ServeOptions): ServerOptions {
  const {
    headersTimeoutMs = 2_000,
    requestTimeoutMs = 2_500,
    keepAliveTimeoutMs = 65_000,
  } = options;
  return {
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionsCheckingInterval,
    // Hono's server takes another name for a missing Host; Node would refuse without a denial in the body.
    requireHostHeader: false,
  };
}
