import { readHopKey, signReply } from '@gangway/hop';
import { newHopKey } from '@gangway/testing';
import { nextEvent } from '../behaving-hook.js';
import {
  type Header,
  type HttpMessage,
  inChunks,
  onlyValue,
  toOctets,
  withHeader,
  withoutHeader,
} from '../http-message.js';
import { signedCall } from '../signed-call.js';

/** Octets that somebody who can connect sends to the container. */
export type RawCall = (key: string) => Uint8Array;

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

/** By the status and the code that they must get. */
export const rawCalls: Readonly<Record<string, Readonly<Record<string, RawCall>>>> = {
  '401 CALL_UNSIGNED': {
    unsigned: (key) => toOctets(unsigned(key)),
    'its signature in the trailers': edited((message) => {
      const bare = inChunks(signatureHeaders.reduce(withoutHeader, message), 100);
      const trailers = signatureHeaders.map((name) => `${name}: ${onlyValue(message, name)}\r\n`);
      const end = Buffer.from(`${trailers.join('')}\r\n`);
      return { ...bare, body: Buffer.concat([bare.body.subarray(0, -2), end]) };
    }),
  },
  '401 CALL_SIGNATURE_WRONG': {
    'signed with another key': edited(() => good(newHopKey())),
    'signed with the key for replies': edited((message, key) => {
      const id = onlyValue(message, 'webhook-id');
      const timestamp = Number(onlyValue(message, 'webhook-timestamp'));
      const signature = signReply(readHopKey(key), { id, timestamp, body: message.body });
      return withHeader(message, 'webhook-signature', signature['webhook-signature']);
    }),
  },
  '401 CALL_PURPOSE_WRONG': {
    'signed as a presence event': (key) =>
      toOctets(signedCall([key], eventText(), { purpose: 'presence' })),
  },
  '401 CALL_SIGNATURE_MALFORMED': {
    'webhook-id twice': doubled('webhook-id'),
    'webhook-timestamp twice': doubled('webhook-timestamp'),
    'webhook-signature twice': doubled('webhook-signature'),
  },
  '413 BODY_TOO_LARGE': {
    'chunks over the limit, well signed': (key) => toOctets(inChunks(over(key), 4_096)),
    'a body over the limit, well signed': (key) => toOctets(over(key)),
  },
  '400 BODY_NOT_JSON': {
    'a chunk whose size is none': edited((message) => ({
      ...inChunks(message, 100),
      body: Buffer.from(`-1\r\n${Buffer.from(message.body)}\r\n0\r\n\r\n`),
    })),
  },
  '400': {
    'Content-Length twice': doubled('content-length'),
    'Content-Length twice, one another': edited((message) =>
      more(message, ['content-length', '2']),
    ),
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
    'a bare line feed between headers': (key) =>
      Buffer.from(toOctets(good(key)).toString('latin1').replace('\r\nhost', '\nhost'), 'latin1'),
    'a length over any limit': edited((message) =>
      withHeader(message, 'content-length', '99999999999999999999'),
    ),
    'no HTTP': () => Buffer.from('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.padEnd(200, '\0')),
  },
  '417': {
    'an expectation that is none': edited((message) => more(message, ['expect', 'allow'])),
  },
  '431': {
    'headers over the limit': edited((message) => more(message, ['x-filler', 'a'.repeat(50_000)])),
  },
};
