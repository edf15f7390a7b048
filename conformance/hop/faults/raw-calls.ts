import { performance } from 'node:perf_hooks';
import { readHopKey, signReply } from '@gangway/hop';
import { nextEvent } from '../behaving-hook.js';
import { startContainer } from '../container.js';
import {
  type Header,
  type HttpMessage,
  inChunks,
  onlyValue,
  toOctets,
  withHeader,
  withoutHeader,
} from '../http-message.js';
import { newHopKey } from '../keys.js';
import { verdictOn } from '../mutations/mutated-calls.js';
import { newProxied } from '../proxied.js';
import { sendRaw } from '../send-raw.js';
import { signedCall } from '../signed-call.js';
import { warm } from './between-them.js';
import type { Fault, FaultRow } from './fault.js';

/** Octets that somebody who can connect sends to the container. */
type RawCall = (key: string) => Uint8Array;

const signatureHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
const eventText = () => JSON.stringify(nextEvent().event);
const good = (key: string) => signedCall([key], eventText());
const unsigned = (key: string) => signatureHeaders.reduce(withoutHeader, good(key));

const edited =
  (edit: (message: HttpMessage, key: string) => HttpMessage): RawCall =>
  (key) =>
    toOctets(edit(good(key), key));

const more = (message: HttpMessage, ...headers: readonly Header[]): HttpMessage => ({
  ...message,
  headers: [...message.headers, ...headers],
});

const doubled = (name: string): RawCall =>
  edited((message) => more(message, [name, onlyValue(message, name)]));

/** A whole good call, hidden in the body of one that nobody signed. */
const smuggled = (key: string, ...headers: readonly Header[]): Uint8Array => {
  const outer = unsigned(key);
  return toOctets({
    ...more(outer, ...headers),
    body: Buffer.concat([Buffer.from('0\r\n\r\n'), toOctets(unsigned(key))]),
  });
};

const over = (key: string) => signedCall([key], eventText().padEnd(300_000));

const rawCalls: Readonly<Record<string, RawCall>> = {
  unsigned: (key) => toOctets(unsigned(key)),
  'signed with another key': edited(() => good(newHopKey())),
  'signed with the key for replies': edited((message, key) => {
    const id = onlyValue(message, 'webhook-id');
    const timestamp = Number(onlyValue(message, 'webhook-timestamp'));
    const signature = signReply(readHopKey(key), { id, timestamp, body: message.body });
    return withHeader(message, 'webhook-signature', signature['webhook-signature']);
  }),
  'webhook-id twice': doubled('webhook-id'),
  'webhook-timestamp twice': doubled('webhook-timestamp'),
  'webhook-signature twice': doubled('webhook-signature'),
  'Content-Length twice': doubled('content-length'),
  'Content-Length twice, one another': edited((message) => more(message, ['content-length', '2'])),
  'Content-Length and chunks': edited((message) =>
    more(inChunks(message, 100), ['content-length', String(message.body.length)]),
  ),
  'Content-Length and chunks, a call behind it': (key) =>
    smuggled(key, ['transfer-encoding', 'chunked']),
  'chunks by another name, a call behind it': (key) =>
    smuggled(key, ['transfer-encoding', 'xchunked']),
  'chunks twice': edited((message) =>
    more(inChunks(message, 100), ['transfer-encoding', 'chunked']),
  ),
  'a chunk whose size is none': edited((message) => ({
    ...inChunks(message, 100),
    body: Buffer.from(`-1\r\n${Buffer.from(message.body)}\r\n0\r\n\r\n`),
  })),
  'a bare line feed between headers': (key) =>
    Buffer.from(toOctets(good(key)).toString('latin1').replace('\r\nhost', '\nhost'), 'latin1'),
  'its signature in the trailers': edited((message) => {
    const bare = inChunks(signatureHeaders.reduce(withoutHeader, message), 100);
    const trailers = signatureHeaders.map((name) => `${name}: ${onlyValue(message, name)}\r\n`);
    const end = Buffer.from(`${trailers.join('')}\r\n`);
    return { ...bare, body: Buffer.concat([bare.body.subarray(0, -2), end]) };
  }),
  'chunks over the limit, well signed': (key) => toOctets(inChunks(over(key), 4_096)),
  'a body over the limit, well signed': (key) => toOctets(over(key)),
  'a length over any limit': edited((message) =>
    withHeader(message, 'content-length', '99999999999999999999'),
  ),
  'headers over the limit': edited((message) => more(message, ['x-filler', 'a'.repeat(50_000)])),
  'an expectation that is none': edited((message) => more(message, ['expect', 'allow'])),
  'no HTTP': () => Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(200, '\0')),
};

/** What the container makes of calls that no proxy sends, and then of a proxy's. */
export const rawCallFaults: Fault = async ({ key }) => {
  const { server, records } = await startContainer([key]);
  const proxied = newProxied({ url: server.url, keys: [key] });
  const rows: FaultRow[] = [];
  try {
    await warm(proxied);
    for (const [name, octetsOf] of Object.entries(rawCalls)) {
      const before = records.length;
      const began = performance.now();
      const answer = await sendRaw(server.port, octetsOf(key));
      const ms = Math.round(performance.now() - began);
      const codes = records.slice(before).map(({ reason }) => reason?.code ?? 'ALLOW');
      const { code } = verdictOn(answer);
      rows.push({
        fault: `a call, ${name}`,
        wanted: 'deny',
        answer: code === undefined ? 'ALLOWED' : denialOf(answer.reply),
        'code at the proxy': '',
        'code at the container': codes.join(', '),
        ms,
        next: await proxied.askRightly(),
      });
    }
  } finally {
    await server.close();
  }
  return rows;
};

const denialOf = (reply: HttpMessage | undefined): string =>
  reply === undefined ? 'closed' : `deny, ${reply.start.split(' ')[1]}`;
