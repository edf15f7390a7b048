import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DecidingHook } from '@gangway/core';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { denied } from './answer.js';
import { readNodeBody } from './body.js';
import { refuseConnection } from './client-error.js';
import { defaultBodyLimit, type FetchHandlerOptions } from './fetch-handler.js';
import { createRoutes, toWebResponse } from './routes.js';

export interface ServeOptions extends FetchHandlerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; 127.0.0.1 unless given, 0.0.0.0 in a container. */
  readonly hostname?: string;
  /** Milliseconds for the headers of a request, from its first byte or from connecting; 2,000 unless given. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds for a whole request, body included; 2,500 unless given. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds that an idle connection is kept; 65,000 unless given: longer than a load balancer keeps its side. */
  readonly keepAliveTimeoutMs?: number;
  /** Milliseconds that `close` waits for requests in flight; 8,000 unless given. */
  readonly closeGraceMs?: number;
}

/** A hook that listens. */
export interface RunningServer {
  /** Where it answers, without a path: `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting, lets what is in flight finish, closes the rest. Asked again it answers with the same promise.
   */
  close(): Promise<void>;
}

// How often Node looks for slow clients. With its default of 30 s, a timeout of 2 s closes after 30.
const connectionsCheckingInterval = 250;

/**
 * Serves a hook over HTTP on Hono's Node server, with the routes of {@link toFetchHandler}. A client that sends its
 * headers or its body too slowly is cut off, by default within four seconds.
 *
 * @throws Error with Node's code, such as `EADDRINUSE`, when it cannot listen
 * @see https://nodejs.org/api/http.html#serverrequesttimeout
 * @example
 * const server = await serve(composeHook(definition), { port: 8080 });
 * process.once('SIGTERM', () => void server.close());
 */
export async function serve(hook: DecidingHook, options: ServeOptions): Promise<RunningServer> {
  const { bodyLimit = defaultBodyLimit, hostname = '127.0.0.1' } = options;
  const state = { closing: false };
  const routes = createRoutes<{ Bindings: HttpBindings }>(hook, {
    header: ({ env }, name) => singleHeader(env.incoming.headers[name]),
    readBody: ({ env }) => readNodeBody(env.incoming, bodyLimit),
    send({ env: { outgoing } }, { status, body }, headers) {
      const text = JSON.stringify(body);
      outgoing.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        ...headers,
        ...(state.closing ? { connection: 'close' } : {}),
      });
      outgoing.end(text);
      return RESPONSE_ALREADY_SENT;
    },
  });
  const listener = getRequestListener(routes.fetch, {
    // Stands in for a missing Host; no route looks at it.
    hostname: 'localhost',
    // Hono's own faster Request and Response are not needed, and a library leaves globals alone.
    overrideGlobalObjects: false,
    errorHandler: (error) => toWebResponse(badRequestOrFault(hook, error), {}),
  });
  const server = createServer(serverOptions(options), (incoming, outgoing) => {
    if (state.closing) outgoing.setHeader('connection', 'close');
    void listener(incoming, outgoing);
  });
  server.on('clientError', refuseConnection);
  server.listen(options.port, hostname);
  await once(server, 'listening');
  server.on('error', (error) => {
    hook.logger.log('error', 'the HTTP server failed', { error: String(error) });
  });
  const { port, address, family } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return Object.freeze({
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    port,
    close() {
      state.closing = true;
      closed ??= stop(server, options.closeGraceMs ?? 8_000);
      return closed;
    },
  });
}

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

/** Node joins a doubled header with a comma, but for the few that it lists. */
function singleHeader(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What Hono's server could not make a request of, such as a Host with spaces, is the caller's fault. */
function badRequestOrFault(hook: DecidingHook, error: unknown) {
  if (error instanceof Error && error.name === 'RequestError') return denied(400, 'BAD_REQUEST');
  hook.logger.log('error', 'the HTTP adapter failed', { error: String(error) });
  return denied(500);
}

/** Node stops looking for slow clients once a server closes, so what is left after the grace is cut off. */
async function stop(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await closed;
  } finally {
    clearTimeout(cutOff);
  }
}
