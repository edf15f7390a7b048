import { newCallId } from '@gangway/hop';
import { newHopKey } from '@gangway/testing';
import { type HttpMessage, onlyValue, withBody, withHeader } from '../http-message.js';
import { anAllow, signedReply, unsignedReply } from '../signed-reply.js';
import type { AnswerFault, AnswerFaults } from './answer-fault.js';
import { reply, say } from './behaviour.js';

type Header = 'webhook-id' | 'webhook-timestamp' | 'webhook-signature';

const aDenial = '{"allowProvisioning":false,"parameterOverrides":{}}';

/** The reply with a header once more. */
const doubled = (
  message: HttpMessage,
  name: string,
  value = onlyValue(message, name),
): HttpMessage => ({
  ...message,
  headers: [...message.headers, [name, value]],
});

const doubling =
  (name: Header): AnswerFault =>
  ({ key }) =>
    reply((call) => doubled(signedReply(key, call, anAllow), name));

const signed =
  (body: string, status?: string): AnswerFault =>
  ({ key }) =>
    reply((call) => signedReply(key, call, body, status === undefined ? {} : { status }));

const late =
  (seconds: number): AnswerFault =>
  ({ key }) =>
    reply((call) => signedReply(key, call, anAllow, { at: Date.now() + seconds * 1_000 }));

/** Answers that say allow, and are not the container's word on this call. */
export const forgedAnswers: AnswerFaults = {
  PROXY_REPLY_UNSIGNED: {
    'an allow without a signature': () => reply(() => unsignedReply(anAllow)),
  },
  PROXY_REPLY_SIGNATURE_WRONG: {
    'an allow signed with another key': () =>
      reply((call) => signedReply(newHopKey(), call, anAllow)),
    "an allow under the call's own signature": () =>
      reply(({ headers }) =>
        unsignedReply(anAllow, {
          headers: headers.filter(([name]) => name.toLowerCase().startsWith('webhook-')),
        }),
      ),
    'the call itself, sent back': () => reply((call) => ({ ...call, start: 'HTTP/1.1 200 OK' })),
    'the answer to another call, its id put right': ({ key }) =>
      reply((call) => {
        const other = signedReply(key, call, anAllow, { id: newCallId('event', 4_000) });
        return withHeader(other, 'webhook-id', onlyValue(call, 'webhook-id'));
      }),
    'a denial whose body was turned into an allow': ({ key }) =>
      reply((call) => withBody(signedReply(key, call, aDenial), Buffer.from(anAllow))),
  },
  PROXY_REPLY_OTHER_CALL: {
    'the answer to another call': ({ key }) =>
      reply((call) => signedReply(key, call, anAllow, { id: newCallId('event', 4_000) })),
    'the answer to the call before, once more': ({ lastReply }) => say(lastReply()),
  },
  PROXY_REPLY_OUT_OF_TIME: {
    'a reply of 31 s ago': late(-31),
    'a reply 31 s ahead': late(31),
    'a reply of 5 min ago': late(-300),
  },
  PROXY_REPLY_SIGNATURE_MALFORMED: {
    'webhook-id twice': doubling('webhook-id'),
    'webhook-timestamp twice': doubling('webhook-timestamp'),
    'webhook-signature twice': doubling('webhook-signature'),
  },
  PROXY_REPLY_NOT_HTTP: {
    'Content-Length twice': ({ key }) =>
      reply((call) => doubled(signedReply(key, call, anAllow), 'content-length')),
    'Content-Length twice, one another': ({ key }) =>
      reply((call) => doubled(signedReply(key, call, anAllow), 'content-length', '2')),
    'Content-Length and chunks': ({ key }) =>
      reply((call) => ({
        ...doubled(signedReply(key, call, anAllow), 'transfer-encoding', 'chunked'),
        body: Buffer.from(`${anAllow.length.toString(16)}\r\n${anAllow}\r\n0\r\n\r\n`),
      })),
  },
  PROXY_REPLY_MALFORMED: {
    'a signed allow, status 201': signed(anAllow, '201 Created'),
    'a signed allow, status 403': signed(anAllow, '403 Forbidden'),
    'a signed allow, status 500': signed(anAllow, '500 Internal Server Error'),
    'signed, and no JSON': signed('allow'),
    'signed, and null': signed('null'),
    'signed, and a list': signed(`[${anAllow}]`),
    'signed, its allow a text': signed('{"allowProvisioning":"true","parameterOverrides":{}}'),
    'signed, its allow a number': signed('{"allowProvisioning":1,"parameterOverrides":{}}'),
    'signed, its allow told twice': signed(
      '{"allowProvisioning":false,"parameterOverrides":{},"allowProvisioning":true}',
    ),
    'signed, without overrides': signed('{"allowProvisioning":true}'),
    'signed, its overrides a list': signed('{"allowProvisioning":true,"parameterOverrides":[]}'),
    'signed, an override a number': signed(
      '{"allowProvisioning":true,"parameterOverrides":{"a":1}}',
    ),
    'signed, one member too many': signed(
      '{"allowProvisioning":true,"parameterOverrides":{},"x":1}',
    ),
    'signed, an allow with an error': signed(
      '{"allowProvisioning":true,"parameterOverrides":{},"error":"OVERLOADED"}',
    ),
    'signed, with a byte order mark': signed(`\ufeff${anAllow}`),
  },
};
