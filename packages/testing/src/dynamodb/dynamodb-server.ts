import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { noteOutput } from '../canaries.js';
import { type Engine, openEngine } from './dynalite-engine.js';
import { errorIn, type Reply } from './dynamodb-wire.js';
import { type DynamodbFault, type FaultScope, faultQueue, replyInstead } from './faults.js';
import { openOperations } from './operations.js';

export interface DynamodbServerOptions {
  /** Whether a failed condition's item is given back when it is asked for; `true` unless given. Not every server does. */
  readonly returnsItems?: boolean;
  /** Whether calls are listed; `true` unless given. Millions of them take memory. */
  readonly listsCalls?: boolean;
}

/** One call as it came over the wire. */
export interface DynamodbCall {
  readonly operation: string;
  /** Length of its body. */
  readonly bytes: number;
}

/** A running DynamoDB server. */
export interface DynamodbServer {
  /** An `http:` URL: an SDK's `endpoint`. Any credentials and any region do. */
  readonly endpoint: string;
  /** Every call since the start, or since `forgetCalls`, in order; also those that a fault befell. */
  readonly calls: readonly DynamodbCall[];
  forgetCalls(): void;
  /** Lets a fault befall the next calls, or those of one operation. */
  inject(fault: DynamodbFault, scope?: FaultScope): void;
  /** Takes back every fault. */
  heal(): void;
  /** Breaks what is open. What was stored is gone. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves DynamoDB's own protocol on a free port of this machine, in memory: dynalite, behind a front that adds
 * `TransactWriteItems`, `TransactGetItems` and the item of a failed condition, does one call after the other, counts the
 * calls, and fails as it is told to.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 * @example
 * await using server = await startDynamodbServer();
 * server.inject({ kind: 'refuse', error: 'AccessDeniedException' }, { operation: 'GetItem', times: 1 });
 * server.calls.length; // 0
 */
export async function startDynamodbServer({
  returnsItems = true,
  listsCalls = true,
}: DynamodbServerOptions = {}): Promise<DynamodbServer> {
  const operations = openOperations(await openEngine(), returnsItems);
  const calls: DynamodbCall[] = [];
  const faults = faultQueue();
  const ask = oneAfterTheOther(operations);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const target = String(request.headers['x-amz-target']);
    const operation = target.slice(target.indexOf('.') + 1);
    noteOutput('dynamodb', body);
    if (listsCalls) calls.push({ operation, bytes: body.length });
    const fault = faults.next(operation);
    await (fault === undefined
      ? ask(operation, body).then((reply) => send(response, reply))
      : serveFaulty(fault, response, body, () => ask(operation, body)));
  };
  const server = createServer((request, response) => {
    // A client that goes away in the middle of its request is no news here.
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return Object.freeze({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    forgetCalls() {
      calls.length = 0;
    },
    inject: faults.add,
    heal: faults.clear,
    close,
    [Symbol.asyncDispose]: close,
  });
}

async function serveFaulty(
  fault: DynamodbFault,
  response: ServerResponse,
  body: string,
  ask: () => Promise<Reply>,
): Promise<void> {
  if (fault.kind === 'hang') return;
  if (fault.kind === 'reset') {
    response.destroy();
    return;
  }
  if (fault.kind === 'delay') await wait(fault.milliseconds);
  const reply = replyInstead(fault, body) ?? (await ask());
  if (fault.kind === 'lose-reply') response.destroy();
  else if (fault.kind === 'garbage') send(response, { status: 200, body: '<html>not here</html>' });
  else send(response, reply);
}

function send(response: ServerResponse, reply: Reply): void {
  const error = errorIn(reply);
  response.writeHead(reply.status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(reply.body),
    ...(error === undefined ? {} : { 'x-amzn-errortype': error }),
  });
  response.end(reply.body);
}

/** One call at a time, in the order that they came: what makes a transaction one. */
function oneAfterTheOther(engine: Engine): Engine {
  let last: Promise<unknown> = Promise.resolve();
  return (operation, body) => {
    const reply = last.then(() => engine(operation, body));
    last = reply.catch(() => undefined);
    return reply;
  };
}
