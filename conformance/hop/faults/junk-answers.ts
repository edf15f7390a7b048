import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  inChunks,
  onlyValue,
  toOctets,
  withBody,
  withHeader,
  withoutHeader,
} from '../http-message.js';
import { anAllow, signedReply, unsignedReply } from '../signed-reply.js';
import type { AnswerFaults } from './answer-fault.js';
import { goodReply, reply, say, sayAndEnd, writeEndlessly } from './behaviour.js';

const html = '<!doctype html><title>Sign in</title><form action="/login"></form>\n';
// More than the 524,288 that the proxy takes.
const octetsOver = 600_000;

/** Answers that are none: not HTTP, not JSON, too much, or elsewhere. */
export const junkAnswers: AnswerFaults = {
  PROXY_REPLY_NOT_HTTP: {
    'speaks no HTTP': () => say('SSH-2.0-OpenSSH_9.2p1\r\n'),
    'answers with nought bytes': () => say(Buffer.alloc(512)),
    'answers in HTTP/0.9': () => sayAndEnd(anAllow),
  },
  PROXY_REPLY_UNSIGNED: {
    'answers a web page, 200': () =>
      reply(() => withHeader(unsignedReply(html), 'content-type', 'text/html')),
    'answers an empty 200': () => reply(() => unsignedReply('')),
    'answers JSON that is no answer': () => reply(() => unsignedReply('{"status":"ok"}')),
    'answers random octets': () => reply(() => unsignedReply(randomBytes(2_000))),
    'answers 204': () => say('HTTP/1.1 204 No Content\r\n\r\n'),
    'answers 502 of a load balancer': () =>
      reply(() => unsignedReply(html, { status: '502 Bad Gateway' })),
    'its signature in the trailers':
      ({ key }) =>
      (exchange) => {
        const good = goodReply(key, exchange);
        const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
        const bare = inChunks(names.reduce(withoutHeader, good), 64);
        const trailers = names.map((name) => `${name}: ${onlyValue(good, name)}\r\n`).join('');
        exchange.socket.write(toOctets(bare).subarray(0, -2));
        exchange.socket.write(`${trailers}\r\n`);
      },
    'an answer and a second one behind it':
      ({ key }) =>
      (exchange) => {
        const good = toOctets(goodReply(key, exchange));
        exchange.socket.write(Buffer.concat([toOctets(unsignedReply(anAllow)), good, good]));
      },
  },
  PROXY_REPLY_BROKEN: {
    'answers 101 Switching Protocols': () =>
      say('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n'),
  },
  PROXY_REDIRECTED: {
    // Who follows finds the container itself, which would allow.
    'redirects, 307': ({ url }) =>
      reply(() =>
        unsignedReply('', {
          status: '307 Temporary Redirect',
          headers: [['location', `${url}/events`]],
        }),
      ),
    'redirects, 302, in a signed allow': ({ key, url }) =>
      reply((call) =>
        withHeader(
          signedReply(key, call, anAllow, { status: '302 Found' }),
          'location',
          `${url}/events`,
        ),
      ),
  },
  PROXY_REPLY_TOO_LARGE: {
    'a body over the limit': ({ key }) =>
      reply((call) => signedReply(key, call, anAllow.padEnd(octetsOver))),
    'chunks over the limit': ({ key }) =>
      reply((call) => inChunks(signedReply(key, call, anAllow.padEnd(octetsOver)), 4_096)),
    'chunks without end':
      ({ key }) =>
      (exchange) => {
        const { socket } = exchange;
        const head = inChunks(withBody(goodReply(key, exchange), Buffer.alloc(0)), 1);
        socket.write(toOctets(head).subarray(0, -5));
        return writeEndlessly(socket, `1000\r\n${' '.repeat(4_096)}\r\n`);
      },
    'headers over the limit':
      ({ key }) =>
      (exchange) =>
        exchange.socket.write(
          toOctets(withHeader(goodReply(key, exchange), 'x-filler', 'a'.repeat(100_000))),
        ),
    'headers without end':
      () =>
      ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        return writeEndlessly(socket, `x-filler: ${'a'.repeat(1_000)}\r\n`);
      },
  },
  PROXY_REPLY_ENCODED: {
    compressed:
      ({ key }) =>
      (exchange) => {
        const good = goodReply(key, exchange);
        const compressed = withBody(good, gzipSync(good.body));
        exchange.socket.write(toOctets(withHeader(compressed, 'content-encoding', 'gzip')));
      },
  },
};
