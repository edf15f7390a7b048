import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { Reply } from './dynamodb-wire.js';

/** Asks dynalite one operation, its input as JSON text. */
export type Engine = (operation: string, input: string) => Promise<Reply>;

// dynalite wants a request signed, and does not look at what the signature says.
const headers = {
  'content-type': 'application/x-amz-json-1.0',
  authorization: 'AWS4-HMAC-SHA256 Credential=x, SignedHeaders=x, Signature=x',
  'x-amz-date': '20300101T000000Z',
};

/** dynalite inside this process, handed its requests as Node's HTTP server would: without a second way over the network. */
export async function openEngine(): Promise<Engine> {
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return (operation, input) => ask(server, operation, input);
}

function ask(server: Server, operation: string, input: string): Promise<Reply> {
  const request = Object.assign(new EventEmitter(), {
    method: 'POST',
    url: '/',
    headers: { ...headers, 'x-amz-target': `DynamoDB_20120810.${operation}` },
  });
  const reply = new Promise<Reply>((resolve) => {
    const response = {
      statusCode: 200,
      setHeader: () => undefined,
      end(body = '') {
        resolve({ status: response.statusCode, body });
      },
    };
    server.emit('request', request, response);
  });
  request.emit('data', Buffer.from(input));
  request.emit('end');
  return reply;
}
