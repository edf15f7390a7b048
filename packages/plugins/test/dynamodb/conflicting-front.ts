import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** A front before a DynamoDB server. */
export interface ConflictingFront {
  readonly endpoint: string;
  /** How many transactions it has cancelled. */
  cancelled(): number;
  close(): void;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/**
 * Lets transactions conflict as AWS does: each holds its items for a while, and whatever else writes one of them, or reads
 * it in a transaction, is cancelled.
 *
 * @param holdMs how long a transaction holds its items
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling
 */
export async function conflictingFront(target: string, holdMs: number): Promise<ConflictingFront> {
  const held = new Set<string>();
  let cancelled = 0;
  const forward = async (request: IncomingMessage, body: string): Promise<Reply> => {
    const reply = await fetch(target, {
      method: 'POST',
      headers: { 'x-amz-target': String(request.headers['x-amz-target']) },
      body,
    });
    return { status: reply.status, body: await reply.text() };
  };
  const serve = async (request: IncomingMessage): Promise<Reply> => {
    const body = (await buffer(request)).toString();
    const { TransactItems = [] } = JSON.parse(body) as { TransactItems?: readonly object[] };
    const keys = TransactItems.map((item) => JSON.stringify(Object.values(item)[0].Key));
    if (keys.some((key) => held.has(key))) {
      cancelled += 1;
      return cancellation(keys.map((key) => held.has(key)));
    }
    const isWrite = String(request.headers['x-amz-target']).endsWith('TransactWriteItems');
    if (!isWrite) return forward(request, body);
    for (const key of keys) held.add(key);
    try {
      const [reply] = await Promise.all([forward(request, body), wait(holdMs)]);
      return reply;
    } finally {
      for (const key of keys) held.delete(key);
    }
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await serve(request).catch(() => ({ status: 500, body: '{}' }));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cancelled: () => cancelled,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const cancellation = (conflicts: readonly boolean[]): Reply => ({
  status: 400,
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: 'Transaction cancelled',
    CancellationReasons: conflicts.map((conflict) => ({
      Code: conflict ? 'TransactionConflict' : 'None',
    })),
  }),
});
