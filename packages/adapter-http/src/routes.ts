import { type Context, type Env, Hono } from 'hono';
import { type Answer, answerEvent, denied, type EventService } from './answer.js';
import { answerPresence } from './answer-presence.js';
import type { Body } from './body.js';
import type { HeaderValues } from './gate/gate.js';
import type { IncomingCall } from './let-in.js';
import { requestIdOf } from './request-id.js';

/** How bodies are read and answers are sent: as the web does it, or straight to Node. */
interface Transport<E extends Env> {
  header(context: Context<E>): HeaderValues;
  readBody(context: Context<E>): Promise<Body>;
  /** Puts an answer on its way; its seal is made over the body as it goes out. */
  send(context: Context<E>, answer: Answer, headers: Readonly<Record<string, string>>): Response;
}

const invocations = '/2015-03-31/functions/:name/invocations';
const presence = '/lifecycle';

/**
 * The hook's routes. There is no middleware on the way, and each event route has one handler: Hono then calls it
 * without composing a chain.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function createRoutes<E extends Env>(
  service: EventService,
  isReady: () => boolean,
  transport: Transport<E>,
): Hono<E> {
  const app = new Hono<E>();
  const callOf = (context: Context<E>): IncomingCall => {
    const header = transport.header(context);
    return { requestId: requestIdOf(header), header, readBody: () => transport.readBody(context) };
  };
  app.post('/events', async (context) => {
    const call = callOf(context);
    const answer = await answerEvent(service, call);
    return transport.send(context, answer, { 'x-amzn-requestid': call.requestId });
  });
  app.post(invocations, async (context) => {
    const call = callOf(context);
    const answer = await answerEvent(service, call);
    return transport.send(context, answer.fault ? { ...answer, status: 200 } : answer, {
      'x-amzn-requestid': call.requestId,
      'x-amz-executed-version': '$LATEST',
      // Lambda answers 200 when it could invoke; that the function failed stands in a header.
      ...(answer.fault ? { 'x-amz-function-error': 'Unhandled' } : {}),
    });
  });
  const { gate, lifecycle } = service;
  if (lifecycle !== undefined) {
    app.post(presence, async (context) => {
      const call = callOf(context);
      const answer = await answerPresence(gate, lifecycle, call);
      return transport.send(context, answer, { 'x-amzn-requestid': call.requestId });
    });
  }
  app.get('/healthz', () => Response.json({ status: 'ok' }));
  app.get('/readyz', () =>
    isReady()
      ? Response.json({ status: 'ready' })
      : Response.json({ status: 'starting' }, { status: 503 }),
  );
  // Hono's own answer would hold no denial; whoever called gives one.
  app.onError((error) => {
    throw error;
  });
  app.notFound(({ req: { path } }) =>
    path === presence && lifecycle === undefined ? notFound() : refuse(path),
  );
  return app;
}

/** 405 where the path is known, 404 where it is not; both denials, should someone take them for an answer. */
function refuse(path: string): Response {
  const allow = methodsOf(path);
  if (allow === undefined) return notFound();
  return toWebResponse(denied(405, 'METHOD_NOT_ALLOWED'), { allow });
}

const notFound = () => toWebResponse(denied(404, 'NOT_FOUND'), {});

function methodsOf(path: string): string | undefined {
  if (path === presence) return 'POST';
  if (path === '/events' || /^\/2015-03-31\/functions\/[^/]+\/invocations$/.test(path)) {
    return 'POST';
  }
  return path === '/healthz' || path === '/readyz' ? 'GET, HEAD' : undefined;
}

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
