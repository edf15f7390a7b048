import { randomUUID } from 'node:crypto';
import {
  openRuntimeApi,
  type RuntimeApiServer,
  type RuntimeError,
  runtimeEnvironment,
} from '@gangway/plugins/runtime-api';
import { type InvocationOutcome, toOutcome } from './invocation-outcome.js';

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

/** The function that it pretends to run. */
const functionName = 'first-fleet-hook';

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
  const server = await openRuntimeApi();
  const close = () => server.close();
  return Object.freeze({
    host: server.host,
    environment: Object.freeze({
      ...runtimeEnvironment(server.host, functionName),
      AWS_REGION: 'us-east-1',
    }),
    async invoke(event: unknown, options: InvokeOptions = {}) {
      const body = options.body ?? JSON.stringify(event);
      if (body === undefined) throw new TypeError('The event is nothing that JSON can hold.');
      return invokeOn(server, body, options);
    },
    initError: server.initError,
    close,
    [Symbol.asyncDispose]: close,
  });
}

async function invokeOn(
  server: RuntimeApiServer,
  body: string,
  options: InvokeOptions,
): Promise<InvocationOutcome> {
  const { timeoutMs = 5_000, requestId = randomUUID() } = options;
  let timer: NodeJS.Timeout | undefined;
  const outcome = await server.queue({
    requestId,
    body,
    functionArn:
      options.functionArn ?? `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    traceId:
      options.traceId ??
      'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
    taken() {
      timer = setTimeout(() => server.giveUp(requestId), timeoutMs);
      return options.deadlineMs ?? Date.now() + timeoutMs;
    },
  });
  clearTimeout(timer);
  return toOutcome(outcome);
}
