import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createFaults, type LambdaFault } from './lambda-faults.js';
import { createFunctions, type LambdaFunction } from './lambda-functions.js';
import { readInvoke, writeInvoke } from './lambda-wire.js';

export interface LambdaServerOptions {
  /** Handlers by name, or by name and qualifier, `hook:live`. */
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** Whether requests need no signature, as at AWS's runtime interface emulator; they need one unless given. */
  readonly unsigned?: boolean;
  /** Region in the ARNs; `us-east-1` unless given. */
  readonly region?: string;
  /** Account in the ARNs, twelve digits; `123456789012` unless given. */
  readonly accountId?: string;
}

/** A running server of Lambda's `Invoke`. */
export interface LambdaServer {
  /** The endpoint for an SDK client. */
  readonly url: string;
  /** The address of one function, for a plain `POST`. */
  invocationsUrl(functionName: string): string;
  /** How often it was called, faulty calls included. */
  readonly calls: number;
  /** How often a handler ran. */
  readonly runs: number;
  /** How many connections were made to it. */
  readonly connections: number;
  /** From now on calls fail so; so many of them, or all unless given. */
  fail(fault: LambdaFault, times?: number): void;
  /** All is well again; calls that hang go on hanging. */
  mend(): void;
  /** Breaks every connection off and closes. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves Lambda's `Invoke` on a free port of this machine, for AWS's own SDK client by endpoint URL, or for whoever posts to
 * the invocations path; functions are handlers in JavaScript. It wants a signed request unless told otherwise, and does not
 * verify the signature.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @example
 * await using lambda = await startLambdaServer({
 *   functions: { 'old-hook': () => ({ allowProvisioning: true, parameterOverrides: { Site: 'Oslo' } }) },
 * });
 * lambda.fail('throttle', 1);
 * lambda.calls; // 0
 */
export async function startLambdaServer({
  functions: handlers,
  unsigned = false,
  region = 'us-east-1',
  accountId = '123456789012',
}: LambdaServerOptions): Promise<LambdaServer> {
  const functions = createFunctions(handlers, { region, accountId });
  const faults = createFaults();
  const counts = { calls: 0, runs: 0, connections: 0 };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = readInvoke(request.method, request.url);
    if (call === undefined) return writeInvoke(response, unknownPath);
    counts.calls += 1;
    const body = await text(request);
    const fail = faults.take();
    if (fail !== undefined) return fail(request, response);
    if (!(unsigned || isSigned(request))) return writeInvoke(response, notSigned);
    const answered = await functions.invoke(call, body);
    if ('payload' in answered) counts.runs += 1;
    return writeInvoke(response, answered);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.on('connection', () => {
    counts.connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return Object.freeze({
    url,
    invocationsUrl: (name: string) => `${url}/2015-03-31/functions/${name}/invocations`,
    get calls() {
      return counts.calls;
    },
    get runs() {
      return counts.runs;
    },
    get connections() {
      return counts.connections;
    },
    fail: faults.add,
    mend: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  });
}

const isSigned = ({ headers }: IncomingMessage): boolean =>
  /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/lambda\/aws4_request,/.test(
    headers.authorization ?? '',
  );

const notSigned = {
  status: 403,
  error: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
};

const unknownPath = { status: 404, error: 'UnknownOperationException', message: 'Not Found' };
