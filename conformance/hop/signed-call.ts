import { newCallId, readHopKey, signCall } from '@gangway/hop';
import type { HttpMessage } from './http-message.js';

/** What may differ from a good call. */
export interface CallOptions {
  readonly id?: string;
  readonly budgetMs?: number;
  readonly purpose?: 'event' | 'presence';
  readonly path?: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly at?: number;
}

/** A call as the proxy would make it, as octets. */
export function signedCall(
  keys: readonly string[],
  body: string | Uint8Array,
  { purpose = 'event', budgetMs = 4_000, path = '/events', at = Date.now(), id }: CallOptions = {},
): HttpMessage {
  const octets = Buffer.from(body);
  const signature = signCall(keys.map(readHopKey), {
    id: id ?? newCallId(purpose, budgetMs),
    timestamp: Math.floor(at / 1_000),
    body: octets,
  });
  return {
    start: `POST ${path} HTTP/1.1`,
    headers: [
      ['host', '127.0.0.1'],
      ['content-type', 'application/json'],
      ['content-length', String(octets.length)],
      ...Object.entries(signature),
    ],
    body: octets,
  };
}
