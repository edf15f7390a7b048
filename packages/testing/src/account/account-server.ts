import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenLocally } from '../aws-json/local-server.js';
import { signedService } from './account-call.js';
import { accountWires } from './account-wires.js';
import { type AccountRecord, recordedAnswers } from './recorded-answers.js';

/**
 * What may befall a call: an error by the name and with the status that the service gives it; no answer, ever; a connection that
 * breaks; 200 with `{}`, or 404 with a page of HTML, as something that is not AWS gives it.
 */
export type AccountFault =
  | { readonly error: string; readonly status: number }
  | 'hang'
  | 'reset'
  | 'empty'
  | 'page';

export interface AccountServerOptions {
  /** What is answered. */
  readonly answers: readonly AccountRecord[];
  /** Most members of a list in one page; 50 unless given. */
  readonly pageSize?: number;
}

/** A running server of what the six services tell of an account. */
export interface AccountServer {
  /** The endpoint for SDK clients, or for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** What was asked so far, in order: `iam:GetRole`, faulty calls included. */
  readonly calls: readonly string[];
  /** From now on all calls fail so, or those of one operation, `iam:GetRole`; so many of them, or all unless given. */
  fail(fault: AccountFault, terms?: { readonly of?: string; readonly times?: number }): void;
  /** All is well again; calls that hang go on hanging. */
  mend(): void;
  /** Breaks every connection off and closes. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves recorded answers of CloudWatch, CloudWatch Logs, DynamoDB, IAM, AWS IoT and Lambda on a free port of this machine, each
 * in its own protocol, for AWS's own SDK clients by endpoint URL: operations that read, and no others. It wants a signed
 * request, and does not verify the signature. What was not recorded is answered with `NotRecordedException`.
 *
 * @example
 * const answer = { kind: 'answer', output: { logGroups: [] } } as const;
 * await using account = await startAccountServer({
 *   answers: [{ service: 'logs', operation: 'DescribeLogGroups', input: {}, answer }],
 * });
 * account.fail({ error: 'AccessDeniedException', status: 400 }, { of: 'logs:DescribeLogGroups' });
 * account.calls; // []
 */
export async function startAccountServer({
  answers,
  pageSize = 50,
}: AccountServerOptions): Promise<AccountServer> {
  const answerOf = recordedAnswers(answers, pageSize);
  const calls: string[] = [];
  const faults: { readonly fault: AccountFault; readonly of: string | undefined; left: number }[] =
    [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const service = signedService(request);
    if (service === undefined) return refuse(response);
    const wire = accountWires[service];
    const call = wire.read(request, await text(request));
    if (call === undefined) {
      return wire.write(response, { status: 404, error: 'UnknownOperationException' }, 'Unknown');
    }
    const name = `${service}:${call.operation}`;
    calls.push(name);
    const met = faults.find(({ of = name, left }) => of === name && left > 0);
    if (met === undefined) return wire.write(response, answerOf(service, call), call.operation);
    met.left -= 1;
    if (typeof met.fault === 'object') return wire.write(response, met.fault, call.operation);
    wireFaults[met.fault](request, response);
  }

  const { port, close } = await listenLocally((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  return Object.freeze({
    url: `http://127.0.0.1:${port}`,
    calls,
    fail(fault: AccountFault, { of, times = Number.POSITIVE_INFINITY } = {}) {
      faults.unshift({ fault, of, left: times });
    },
    mend() {
      faults.length = 0;
    },
    close,
    [Symbol.asyncDispose]: close,
  } satisfies AccountServer);
}

function refuse(response: ServerResponse): void {
  response.writeHead(403, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ __type: 'MissingAuthenticationTokenException' }));
}

const wireFaults = {
  hang: () => undefined,
  reset: (request: IncomingMessage) => void request.socket.resetAndDestroy(),
  empty(_request: IncomingMessage, response: ServerResponse) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{}');
  },
  page(_request: IncomingMessage, response: ServerResponse) {
    response.writeHead(404, { 'content-type': 'text/html' });
    response.end('<html><body><h1>404 Not Found</h1></body></html>');
  },
};
