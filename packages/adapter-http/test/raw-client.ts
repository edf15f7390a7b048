import { connect, type Socket } from 'node:net';

/** A client that sends exactly what it is told to. */
export interface RawClient {
  readonly socket: Socket;
  send(text: string): void;
  /** Sends one piece every so many milliseconds, until the connection ends. */
  drip(pieces: () => string, everyMs: number): void;
  /** All that came, once the server has closed the connection. */
  readonly received: Promise<string>;
  /** What has come once it holds a text. */
  until(text: string): Promise<string>;
}

export function rawClient(port: number): RawClient {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const ended = Promise.withResolvers<string>();
  let text = '';
  let looking: (() => void) | undefined;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    looking?.();
  });
  socket.on('end', () => ended.resolve(text));
  // To be cut off while sending is one way of being closed.
  socket.on('error', () => ended.resolve(text));
  socket.on('close', () => ended.resolve(text));
  return {
    socket,
    send: (piece) => void socket.write(piece),
    drip(pieces, everyMs) {
      const timer = setInterval(() => socket.write(pieces()), everyMs);
      void ended.promise.then(() => clearInterval(timer));
    },
    received: ended.promise.finally(() => socket.destroy()),
    until: (wanted) =>
      new Promise((resolve) => {
        looking = () => {
          if (text.includes(wanted)) resolve(text);
        };
        looking();
      }),
  };
}

/** A request as text. */
export function rawPost(body: string, headers: readonly string[] = [], path = '/events'): string {
  return [
    `POST ${path} HTTP/1.1`,
    'Host: hook',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}
