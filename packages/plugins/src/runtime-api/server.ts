import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sameOctets } from '@gangway/core';
import {
  createInvocations,
  type InvocationOutcome,
  type QueuedInvocation,
  type RuntimeError,
} from './invocations.js';
import { readBody } from './read-body.js';

/** What no sound runtime client does. */
export type Breach =
  /** An answer to something that was not asked, or that was answered already. */
  | 'stray-answer'
  /** It asks for the next event and has not answered this one. */
  | 'no-answer'
  /** An answer of more bytes than any has. */
  | 'too-large';

/** How a Runtime API is opened. */
export interface RuntimeApiOptions {
  /** A path in front of the API's own, without slashes, that only those can call who were told it; none unless given. */
  readonly secretPath?: string;
  /** The most bytes that the runtime may send; any number unless given. */
  readonly bytesAtMost?: number;
  /** Whether it keeps the process from ending while it is open; it does unless told otherwise. */
  readonly holdsProcess?: boolean;
  /** Is told each time that the runtime asks for an event. */
  readonly onAsked?: () => void;
  /** Is told of what no sound client does; it is refused in any case. */
  readonly onBreach?: (breach: Breach) => void;
}

/** A Runtime API that is open. */
export interface RuntimeApiServer {
  /** What a runtime expects in `AWS_LAMBDA_RUNTIME_API`: host and port, no scheme, and the secret path behind it. */
  readonly host: string;
  /** What the runtime reported when it could not start; `undefined` once closed without such a report. */
  readonly initError: Promise<RuntimeError | undefined>;
  /** Queues an event for the runtime; one that has not started yet may still come for it. */
  queue(invocation: QueuedInvocation): Promise<InvocationOutcome>;
  /** Waits no longer for an answer that the runtime owes; a late one is refused. */
  giveUp(requestId: string): void;
  /** Settles what is open as `{ kind: 'closed' }` and closes every connection. */
  close(): Promise<void>;
}

const version = '/2018-06-01/runtime';
const errorTypeHeader = 'lambda-runtime-function-error-type';

/**
 * Speaks Lambda's Runtime API to one execution environment, on a free port of this machine.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function openRuntimeApi({
  secretPath,
  bytesAtMost = Number.POSITIVE_INFINITY,
  holdsProcess = true,
  onAsked = () => {},
  onBreach = () => {},
}: RuntimeApiOptions = {}): Promise<RuntimeApiServer> {
  // Loaded here: a hook that runs no process does not wait for it.
  const { createServer } = process.getBuiltinModule('node:http');
  const front = secretPath === undefined ? '' : `/${secretPath}`;
  const frontOctets = Buffer.from(front);
  const invocations = createInvocations();
  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request.url ?? '');
    if (request.method === 'GET' && path === '/invocation/next') return next(response);
    if (request.method !== 'POST' || path === undefined) return reply(response, 404, {});
    const body = await readBody(request, bytesAtMost);
    if (body === undefined) {
      onBreach('too-large');
      response.shouldKeepAlive = false;
      return reply(response, 413, { errorType: 'RequestEntityTooLarge' });
    }
    post(path, request, body, response);
  }

  /** The path within the API; `undefined` for whoever does not know the way in. */
  function pathOf(url: string): string | undefined {
    const known = sameOctets(Buffer.from(url.slice(0, front.length)), frontOctets);
    const rest = url.slice(front.length);
    return known && rest.startsWith(`${version}/`) ? rest.slice(version.length) : undefined;
  }

  function next(response: ServerResponse): void {
    if (invocations.isBusy()) onBreach('no-answer');
    const leave = invocations.take(({ requestId, body, deadlineMs, functionArn, traceId }) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': requestId,
        'lambda-runtime-deadline-ms': String(deadlineMs),
        'lambda-runtime-invoked-function-arn': functionArn,
        'lambda-runtime-trace-id': traceId,
      });
      response.end(body);
    });
    // A runtime that was ended while it waited takes nothing any more.
    response.once('close', leave);
    onAsked();
  }

  function post(path: string, request: IncomingMessage, body: Buffer, response: ServerResponse) {
    if (path === '/init/error') {
      invocations.failInit(toRuntimeError(request, body));
      return reply(response, 202, { status: 'OK' });
    }
    const [, id = '', what] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (what === undefined) return reply(response, 404, {});
    const settled = invocations.settle(id, outcomeOf(what, request, body));
    if (settled) return reply(response, 202, { status: 'OK' });
    onBreach('stray-answer');
    reply(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'not in flight' });
  }

  if (!holdsProcess) server.unref().on('connection', (socket) => socket.unref());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.freeze({
    host: `127.0.0.1:${port}${front}`,
    initError: invocations.initError,
    queue: invocations.queue,
    giveUp: (requestId: string) => void invocations.settle(requestId, { kind: 'givenUp' }),
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      invocations.close();
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function outcomeOf(what: string, request: IncomingMessage, body: Buffer): InvocationOutcome {
  if (what === 'error') return { kind: 'error', error: toRuntimeError(request, body) };
  // Behind an answer that is streamed a runtime may say that the function failed while it was written.
  const late = request.trailers[errorTypeHeader];
  if (late === undefined) return { kind: 'response', body };
  return { kind: 'error', error: { errorType: late, errorMessage: '' } };
}

function toRuntimeError(request: IncomingMessage, body: Buffer): RuntimeError {
  const text = body.toString();
  const fields = parsed(text) as Partial<RuntimeError> | null | undefined;
  const type = request.headers[errorTypeHeader];
  return {
    errorType: String(fields?.errorType ?? type ?? 'Unknown'),
    errorMessage: String(fields?.errorMessage ?? text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
