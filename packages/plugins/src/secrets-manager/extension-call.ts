import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { replyGauge } from '../aws-client/reply-gauge.js';
import type { SecretQuery } from './secret-query.js';

/** Where the extension listens, and what it wants to be shown. */
export interface ExtensionAddress {
  readonly port: number;
  readonly token: string;
}

export interface ExtensionAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * One call of the extension's HTTP API: `GET /secretsmanager/get`. Each has a connection of its own, for one that was kept
 * would be dead after a freeze; a redirect is an answer like others, and followed nowhere.
 *
 * @throws ReplyTooLarge, ReplyInvalid, or what Node says of a connection that fails
 */
export async function getFromExtension(
  { port, token }: ExtensionAddress,
  { id, stage }: SecretQuery,
  signal: AbortSignal,
  bytesAtMost: number,
): Promise<ExtensionAnswer> {
  // With the first call, and not by `import()`, which reads all that the module exports: `WebSocket` among it, which loads
  // what `fetch` is made of, and that costs a cold start twice what the rest does.
  const { request } = process.getBuiltinModule('node:http');
  const query = new URLSearchParams({ secretId: id, versionStage: stage });
  const call = request({
    // Without an agent, which would only look whether the header's host is an address; the connection ends with the answer.
    createConnection: () => connectTo(port),
    path: `/secretsmanager/get?${query}`,
    headers: { host: `localhost:${port}`, 'x-aws-parameters-secrets-token': token },
  });
  // Not by the option `signal`: who shares a question aborts it when it is answered, and that would make an error of it.
  const stop = () => call.destroy(new Error('given up'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    const response = await responseTo(call);
    const gauge = replyGauge(bytesAtMost);
    let text = '';
    // To leave the loop ends the connection.
    for await (const chunk of response) text += gauge.take(chunk as Buffer);
    return { status: response.statusCode ?? 0, text: text + gauge.end() };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const responseTo = (call: ClientRequest): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    call.once('response', resolve).on('error', reject).end();
  });

/** Whether anybody listens there. */
export async function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTo(port);
    const told = (listening: boolean) => () => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', told(true)).once('error', told(false));
  });
}

/**
 * By the address that `localhost` stands for. By the name a cold start would wait for a look-up, and before it for Node to
 * compile the long pattern that tells whether a name is an IPv6 address.
 */
const connectTo = (port: number): Socket =>
  process.getBuiltinModule('node:net').connect({ host: '127.0.0.1', port });
