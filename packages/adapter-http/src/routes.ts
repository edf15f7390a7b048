import { type Context, type Env, Hono } from 'hono';
import { type Answer, answerEvent, denied, type EventService } from './answer.js';
import { answerPresence } from './answer-presence.js';
import type { Body } from './body.js';
import type { HeaderValues } from './gate/gate.js';
import { answerInvocation } from './invocation.js';
import type { IncomingCall } from './let-in.js';
import type { ServerMetrics } from './metrics/server-metrics.js';
import { openApiDocument } from './openapi/document.js';
import { methodsOf, type OperationId, type Route, routeTable } from './openapi/route-table.js';
import type { ReadyState } from './probed-readiness.js';
import { requestIdOf } from './request-id.js';

/** How bodies are read and answers are sent: as the web does it, or straight to Node. */
interface Transport<E extends Env> {
  header(context: Context<E>): HeaderValues;
  readBody(context: Context<E>): Promise<Body>;
  /** Puts an answer on its way; its seal is made over the body as it goes out. */
  send(context: Context<E>, answer: Answer, headers: Readonly<Record<string, string>>): Response;
}

/** What a server tells about itself. */
export interface Pages {
  ready(): Promise<ReadyState>;
  metrics: ServerMetrics['read'];
}

type Handler<E extends Env> = (context: Context<E>) => Response | Promise<Response>;

/** The hook's routes. There is no middleware on the way, and each has one handler: Hono then calls it without composing a chain. */
export function createRoutes<E extends Env>(
  service: EventService,
  pages: Pages,
  transport: Transport<E>,
): Hono<E> {
  const routes = routeTable.filter(
    ({ operationId }) => operationId !== 'takePresence' || service.presence !== undefined,
  );
  // Written when somebody asks: most servers are never asked.
  let document: string | undefined;
  const callOf = (context: Context<E>): IncomingCall => {
    const header = transport.header(context);
    return { requestId: requestIdOf(header), header, readBody: () => transport.readBody(context) };
  };
  const handlers: Readonly<Record<OperationId, Handler<E>>> = {
    async decideEvent(context) {
      const call = callOf(context);
      const answer = await answerEvent(service, call);
      return transport.send(context, answer, { 'x-amzn-requestid': call.requestId });
    },
    async invokeFunction(context) {
      const call = callOf(context);
      const invocation = await answerInvocation(service, call);
      const requestId = { 'x-amzn-requestid': call.requestId };
      return invocation === undefined
        ? new Response(null, { status: 204, headers: requestId })
        : transport.send(context, invocation.answer, { ...requestId, ...invocation.headers });
    },
    async takePresence(context) {
      if (service.presence === undefined) return transport.send(context, notFound, {});
      const call = callOf(context);
      const answer = await answerPresence(service.presence, call);
      return transport.send(context, answer, { 'x-amzn-requestid': call.requestId });
    },
    getHealth: () => Response.json({ status: 'ok' }),
    async getReadiness() {
      const state = await pages.ready();
      return Response.json(state, { status: state.status === 'ready' ? 200 : 503 });
    },
    async getMetrics() {
      const { contentType, text } = await pages.metrics();
      return new Response(text, { headers: { 'content-type': contentType } });
    },
    getOpenApi() {
      document ??= JSON.stringify(openApiDocument(routes));
      return new Response(document, { headers: { 'content-type': 'application/json' } });
    },
  };
  const app = new Hono<E>();
  for (const { operationId, method, path } of routes) {
    app.on(method, path.replaceAll(/\{(\w+)\}/g, ':$1'), handlers[operationId]);
  }
  // Hono's own answer would hold no denial; whoever called gives one.
  app.onError((error) => {
    throw error;
  });
  app.notFound((context) => {
    const [answer, headers] = refuse(routes, context.req.path);
    return transport.send(context, answer, headers);
  });
  return app;
}

/** 405 where the path is known, 404 where it is not; both denials, should someone take them for an answer. */
function refuse(
  routes: readonly Route[],
  path: string,
): readonly [Answer, Readonly<Record<string, string>>] {
  const allow = methodsOf(routes, path);
  return allow === undefined ? [notFound, {}] : [denied(405, 'METHOD_NOT_ALLOWED'), { allow }];
}

const notFound: Answer = Object.freeze(denied(404, 'NOT_FOUND'));

/** An answer as a web response. */
export function toWebResponse(
  { status, body, seal }: Answer,
  headers: Readonly<Record<string, string>>,
): Response {
  const text = JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { 'content-type': 'application/json', ...headers, ...seal?.(text) },
  });
}
