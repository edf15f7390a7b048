import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { environmentOf, functionName } from './runtime-environment.js';
import {
  createInvocations,
  type InvocationOutcome,
  type RuntimeError,
} from './runtime-invocations.js';

export interface InvokeOptions {
  /** Milliseconds, from when the runtime takes the invocation, until it is given up; 5,000 unless given. */
  readonly timeoutMs?: number;
  /** What the runtime is told as deadline, in milliseconds since 1970; taken time plus `timeoutMs` unless given. */
  readonly deadlineMs?: number;
  /** The event's JSON text as it is to be sent, for what `JSON.stringify` cannot or would not write; instead of `event`. */
  readonly body?: string;
  /** Drawn unless given. */
  readonly requestId?: string;
  readonly functionArn?: string;
  readonly traceId?: string;
}

/** A running Runtime API. */
export interface RuntimeApi {
  /** What a runtime expects in `AWS_LAMBDA_RUNTIME_API`: host and port, no scheme. */
  readonly host: string;
  /**
   * The variables that Lambda sets and a runtime client asks for, this API among them, for the process that it runs in.
   * `_HANDLER` and `LAMBDA_TASK_ROOT` are the caller's to add.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Queues an event for the runtime, as JSON; a runtime that has not started yet may still come for it.
   *
   * @returns what became of it; it rejects only for an event that JSON cannot hold
   */
  invoke(event: unknown, options?: InvokeOptions): Promise<InvocationOutcome>;
  /** What the runtime reported when it could not start; `undefined` once closed without such a report. */
  readonly initError: Promise<RuntimeError | undefined>;
  /** Settles what is open as `{ kind: 'closed' }` and closes every connection. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const prefix = '/2018-06-01/runtime';

/**
 * Speaks Lambda's Runtime API on a free port of this machine, so that a real Lambda runtime client runs a handler here:
 * start it as a process with `environment`, then `invoke`.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 * @example
 * await using runtime = await startRuntimeApi();
 * const client = spawn('npx', ['aws-lambda-ric', 'lambda.handler'], {
 *   env: { ...process.env, ...runtime.environment, LAMBDA_TASK_ROOT: 'dist' },
 * });
 * const outcome = await runtime.invoke(anEvent(), { timeoutMs: 4_000 });
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const invocations = createInvocations();
  const server = createServer((request, response) => {
    route(request, response).catch(() => response.destroy());
  });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '' } = request;
    if (method === 'GET' && url === `${prefix}/invocation/next`) return next(response);
    if (method !== 'POST' || !url.startsWith(`${prefix}/`)) return reply(response, 404, {});
    const body = await text(request);
    const path = url.slice(prefix.length);
    if (path === '/init/error') {
      invocations.failInit(toRuntimeError(request, body));
      return reply(response, 202, { status: 'OK' });
    }
    const [, id = '', what] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (what === undefined) return reply(response, 404, {});
    const settled = invocations.settle(
      id,
      what === 'response'
        ? { kind: 'response', payload: parsed(body), body }
        : { kind: 'error', error: toRuntimeError(request, body) },
    );
    return settled
      ? reply(response, 202, { status: 'OK' })
      : reply(response, 400, { errorType: 'InvalidRequestID', errorMessage: 'not in flight' });
  }

  function next(response: ServerResponse): void {
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
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    invocations.close();
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return Object.freeze({
    host: `127.0.0.1:${port}`,
    environment: environmentOf(`127.0.0.1:${port}`),
    async invoke(event: unknown, options: InvokeOptions = {}) {
      const body = options.body ?? JSON.stringify(event);
      if (body === undefined) throw new TypeError('The event is nothing that JSON can hold.');
      return invocations.queue({
        requestId: options.requestId ?? randomUUID(),
        body,
        timeoutMs: options.timeoutMs ?? 5_000,
        ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
        functionArn:
          options.functionArn ?? `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
        traceId:
          options.traceId ??
          'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
      });
    },
    initError: invocations.initError,
    close,
    [Symbol.asyncDispose]: close,
  });
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function toRuntimeError(request: IncomingMessage, body: string): RuntimeError {
  const fields = parsed(body) as Partial<RuntimeError> | null | undefined;
  const type = request.headers['lambda-runtime-function-error-type'];
  return {
    errorType: String(fields?.errorType ?? type ?? 'Unknown'),
    errorMessage: String(fields?.errorMessage ?? body),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
