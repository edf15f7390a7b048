import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { type HopKey, readHopKey, signReply } from '@gangway/hop';
import { newHopKey } from '@gangway/testing';

export const newKey = newHopKey;

/** One call, as it stands on the wire. */
export interface Call {
  readonly requestLine: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly id: string;
  readonly body: Buffer;
  readonly socket: Socket;
  /** How many calls came before, on whatever connection. */
  readonly index: number;
}

/** A server of raw sockets in a container's place, so that every octet of an answer is the test's own. */
export interface RawContainer {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly connections: number;
  close(): Promise<void>;
}

export interface RawOptions {
  /** Speaks TLS. */
  readonly tls?: TlsOptions;
  /** Sees each connection, before anything comes on it. */
  readonly onConnection?: (socket: Socket) => void;
}

const running = new Set<RawContainer>();

/** Closes whatever a test has started. */
export async function closeContainers(): Promise<void> {
  await Promise.all([...running].map((container) => container.close()));
}

/** @param answer is called with each whole call */
export async function startContainer(
  answer: (call: Call) => void,
  { tls, onConnection = () => undefined }: RawOptions = {},
): Promise<RawContainer> {
  const calls: Call[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const take = (socket: Socket): void => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    onConnection(socket);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      const read = readCall(pending);
      if (read === undefined) return;
      pending = read.rest;
      const call = { ...read.call, socket, index: calls.length };
      calls.push(call);
      answer(call);
    });
  };
  const server: Server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const container: RawContainer = {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    calls,
    get connections() {
      return connections;
    },
    async close() {
      running.delete(container);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  running.add(container);
  return container;
}

function readCall(octets: Buffer) {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [requestLine = '', ...lines] = octets.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const from = end + 4;
  const to = from + Number(headers['content-length']);
  if (octets.length < to) return undefined;
  const call = {
    requestLine,
    headers,
    id: headers['webhook-id'] ?? '',
    body: Buffer.from(octets.subarray(from, to)),
  };
  return { call, rest: Buffer.from(octets.subarray(to)) };
}

export const allowing = '{"allowProvisioning":true,"parameterOverrides":{"Site":"Oslo"}}';
export const denying = '{"allowProvisioning":false,"parameterOverrides":{}}';

/** What an answer is made of; what is not given is as it should be. */
export interface ReplyTerms {
  readonly status?: number;
  readonly body?: string | Buffer;
  readonly id?: string;
  readonly timestamp?: number;
  /** Header lines beside those of the signature and the length. */
  readonly more?: readonly string[];
  /** Instead of those of the signature. */
  readonly signature?: readonly string[];
}

export const seconds = (): number => Math.floor(Date.now() / 1_000);

export function signatureLines(
  key: string | HopKey,
  signed: { readonly id: string; readonly timestamp: number; readonly body: string | Buffer },
): readonly string[] {
  const headers = signReply(typeof key === 'string' ? readHopKey(key) : key, signed);
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

/** A whole answer, signed as the container does. */
export function replyTo(call: Pick<Call, 'id'>, key: string, terms: ReplyTerms = {}): Buffer {
  const { status = 200, body = allowing, id = call.id, timestamp = seconds(), more = [] } = terms;
  const { signature = signatureLines(key, { id, timestamp, body }) } = terms;
  const length = `content-length: ${Buffer.byteLength(body)}`;
  const head = [`HTTP/1.1 ${status} Whatever`, ...signature, length, ...more].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), Buffer.from(body)]);
}
