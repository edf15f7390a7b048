import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonWebKeySet } from '../../dist/signed-claims/local-keys.js';

/** How a server of keys answers. */
export type Answering = (response: ServerResponse) => void;

/** A server of keys on a free port of this machine; what it answers, a test changes as it goes on. */
export interface KeyServer {
  readonly url: string;
  /** How many requests have come. */
  readonly asked: number;
  answer: Answering;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export const withJson =
  (body: unknown, status = 200): Answering =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const neverAnswering: Answering = () => undefined;

export async function startKeyServer(jwks: JsonWebKeySet): Promise<KeyServer> {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    running.answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const running: KeyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys.json`,
    get asked() {
      return asked;
    },
    answer: withJson(jwks),
    close,
    [Symbol.asyncDispose]: close,
  };
  return running;
}
