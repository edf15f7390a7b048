import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Answer, denied, type EventService, errorText } from './answer.js';
import { refuseRequest } from './client-error.js';
import { drainRest } from './drain-rest.js';
import type { HeaderValues } from './gate/gate.js';
import { bodyMemory } from './load/body-memory.js';
import { pipelineLimit } from './load/pipeline-limit.js';
import { readNodeBody } from './node-body.js';
import { isCallPath } from './openapi/route-table.js';
import { createRoutes, type Pages, toWebResponse } from './routes.js';

interface ListenerOptions {
  readonly bodyLimit: number;
  readonly pages: Pages;
  /** Told of every request before it is looked at. */
  begin(incoming: IncomingMessage, outgoing: ServerResponse): void;
}

// Each is looked at for each that is asked for; a request of a proxy through a load balancer has twenty. Node would leave out
// those beyond 2,000, and nobody would see that one came twice.
const mostHeaders = 128;

// What the routes look at; the rest of it is read from Node's own request.
const eventRequest = new Request('http://localhost/events', { method: 'POST' });
const plainHost = /^[\w.-]+(?::\d{1,5})?$/;

/**
 * The hook's routes for Node's server. Hono's listener makes a web request of Node's and looks into the web response:
 * that takes a quarter as long as a whole decision. The one route that every device waits for goes to the routes without.
 */
export function nodeListener(service: EventService, options: ListenerOptions): RequestListener {
  const { hook, meter } = service;
  const { bodyLimit, pages, begin } = options;
  const memory = bodyMemory(meter);
  const mayGoOn = pipelineLimit(() => meter.shed('pipelined'));
  const send = (
    outgoing: ServerResponse,
    { status, body, seal }: Answer,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const text = JSON.stringify(body);
    // Who was turned away and keeps a connection asks again at once; a new one is taken when there is time for it.
    if (seal === undefined || status === 401 || status === 503) outgoing.shouldKeepAlive = false;
    outgoing.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      ...headers,
      ...seal?.(text),
    });
    outgoing.end(text);
  };
  const routes = createRoutes<{ Bindings: HttpBindings }>(service, pages, {
    header: ({ env }) => headerValues(env.incoming),
    readBody: ({ env }) => readNodeBody(env.incoming, bodyLimit, memory),
    send({ env }, answer, headers) {
      send(env.outgoing, answer, headers);
      return RESPONSE_ALREADY_SENT;
    },
  });
  const fault = (error: unknown) => {
    hook.logger.log('error', 'the HTTP adapter failed', { error: errorText(error) });
    return denied(500);
  };
  const anyRequest = getRequestListener(routes.fetch, {
    // Stands in for a missing Host; no route looks at it.
    hostname: 'localhost',
    // Hono's own faster Request and Response are not needed, and a library leaves globals alone.
    overrideGlobalObjects: false,
    // What Hono's server could not make a request of, such as a Host with spaces, is the caller's fault.
    errorHandler: (error) =>
      toWebResponse(isRequestError(error) ? denied(400, 'BAD_REQUEST') : fault(error), {
        connection: 'close',
      }),
  });
  const plainEvent = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    try {
      await routes.fetch(eventRequest, { incoming, outgoing });
    } catch (error) {
      if (!outgoing.headersSent) send(outgoing, fault(error));
    }
    drainRest(incoming);
  };
  return (incoming, outgoing) => {
    if (!mayGoOn(incoming, outgoing)) return;
    const isPlain = isPlainEvent(incoming);
    // Nobody signs for the rest: who kept such connections by the thousand would keep the proxy out.
    if (!isPlain && !isCall(incoming)) outgoing.shouldKeepAlive = false;
    begin(incoming, outgoing);
    if (incoming.rawHeaders.length > 2 * mostHeaders) refuseRequest(431, incoming, outgoing);
    else if (isPlain) void plainEvent(incoming, outgoing);
    else void anyRequest(incoming, outgoing);
  };
}

function isPlainEvent({ method, url, headers }: IncomingMessage): boolean {
  if (url !== '/events' || method !== 'POST') return false;
  return headers.host === undefined || plainHost.test(headers.host);
}

/** Whether the gate is asked about it: what it does not let in closes its connection by itself. */
const isCall = ({ method, url = '' }: IncomingMessage): boolean =>
  method === 'POST' && isCallPath(url.split('?', 1)[0] ?? '');

const noValues: readonly string[] = Object.freeze([]);

/**
 * Every value by itself, also where Node would join them or take the first. It is asked several times for each request, so
 * that it makes nothing unless it finds something: the length alone tells most names apart.
 */
const headerValues =
  ({ rawHeaders }: IncomingMessage): HeaderValues =>
  (wanted) => {
    let values: string[] | undefined;
    for (let at = 0; at < rawHeaders.length; at += 2) {
      const name = rawHeaders[at];
      if (name?.length !== wanted.length || name.toLowerCase() !== wanted) continue;
      values ??= [];
      values.push(rawHeaders[at + 1] ?? '');
    }
    return values ?? noValues;
  };

const isRequestError = (error: unknown) => error instanceof Error && error.name === 'RequestError';
