import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CompositionError, type DecidingHook } from '@gangway/core';
import { errorText } from './answer.js';
import { checkOptions } from './check-options.js';
import { refuseConnection, refuseExpectation } from './client-error.js';
import { trackConnections } from './connections.js';
import { createService } from './create-service.js';
import { defaultBodyLimit, type FetchHandlerOptions } from './fetch-handler.js';
import { type Insecure, warnIfInsecure } from './gate/create-gate.js';
import { isLoopback } from './gate/loopback.js';
import { eventLoopTurns } from './load/event-loop-turns.js';
import { nodeListener } from './node-listener.js';
import { serveRules } from './option-rules.js';
import { stopServer } from './stop-server.js';

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
  /** Most connections at one time, 2,048 unless given; one beyond is closed at once. */
  readonly connectionLimit?: number;
  /**
   * Milliseconds between not being ready and taking no more connections, for whoever sends calls to find out; none unless
   * given.
   */
  readonly drainMs?: number;
  /** Milliseconds that `close` waits for running decisions; 8,000 unless given. */
  readonly closeGraceMs?: number;
}

export interface CloseOptions {
  /** Milliseconds for requests that are on their way already, on connections that are kept; none unless given. */
  readonly lingerMs?: number;
}

/** A hook that listens. */
export interface RunningServer {
  /** Where it answers, without a path: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting, lets running decisions finish, and closes every connection that has not sent a whole request: at once,
   * or after a moment in which each may still bring one. Asked again it answers with the same promise.
   */
  close(options?: CloseOptions): Promise<void>;
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
  const { bodyLimit = defaultBodyLimit, hostname = '127.0.0.1' } = options;
  const { connectionLimit = 2_048, drainMs = 0, closeGraceMs = 8_000 } = options;
  if (options.insecure === 'loopback' && !isLoopback(hostname)) throw notLoopback(hostname);
  const { events, pages, readiness } = createService(
    'serve',
    hook,
    { ...options, turns: eventLoopTurns(hook.clock) },
    `"insecure: 'loopback'", on a desk`,
  );
  const server = createServer(serverOptions(options));
  server.maxConnections = connectionLimit;
  server.on('drop', () => events.meter.shed('connections'));
  const connections = trackConnections(server);
  server.on('request', nodeListener(events, { bodyLimit, pages, begin: connections.begin }));
  server.on('clientError', refuseConnection);
  server.on('checkExpectation', refuseExpectation);
  server.listen(options.port, hostname);
  try {
    await once(server, 'listening');
  } catch (error) {
    readiness.stop();
    throw error;
  }
  server.on('error', (error) => {
    hook.logger.log('error', 'the HTTP server failed', { error: errorText(error) });
  });
  // A program's first line may be where it listens: whoever started this is told before its log.
  setImmediate(() => warnIfInsecure(hook, options.insecure));
  const { port, address, family } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  const close = async (lingerMs: number) => {
    readiness.stop();
    if (drainMs > 0) await pause(drainMs);
    await stopServer(server, connections, { graceMs: closeGraceMs, lingerMs });
  };
  return Object.freeze({
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    close({ lingerMs = 0 } = {}) {
      closed ??= close(lingerMs);
      return closed;
    },
  });
}

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
    // Said here, so that no NODE_OPTIONS of the environment lets smuggled or endless headers in.
    insecureHTTPParser: false,
    maxHeaderSize: 16_384,
    // Hono's server takes another name for a missing Host; Node would refuse without a denial in the body.
    requireHostHeader: false,
  };
}
