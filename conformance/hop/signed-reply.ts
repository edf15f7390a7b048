import { readHopKey, signReply } from '@gangway/hop';
import { type HttpMessage, onlyValue } from './http-message.js';

/** What may differ from a good reply. */
export interface ReplyOptions {
  readonly id?: string;
  readonly status?: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at?: number;
}

/** The answer that a container without a hook would give to everyone. */
export const anAllow = JSON.stringify({
  allowProvisioning: true,
  parameterOverrides: { DeviceLocation: 'anywhere' },
});

/** A reply to a call, signed as the container signs it. */
export function signedReply(
  key: string,
  call: HttpMessage,
  body: string,
  { id = onlyValue(call, 'webhook-id'), status = '200 OK', at = Date.now() }: ReplyOptions = {},
): HttpMessage {
  const timestamp = Math.floor(at / 1_000);
  const signature = signReply(readHopKey(key), { id, timestamp, body });
  return unsignedReply(body, { status, headers: Object.entries(signature) });
}

export function unsignedReply(
  body: string | Uint8Array,
  { status = '200 OK', headers = [] as HttpMessage['headers'] } = {},
): HttpMessage {
  const octets = Buffer.from(body);
  return {
    start: `HTTP/1.1 ${status}`,
    headers: [
      ['content-type', 'application/json'],
      ['content-length', String(octets.length)],
      ...headers,
    ],
    body: octets,
  };
}
