import type { IncomingMessage } from 'node:http';
import { type Fault, fault } from './fault.js';

/** An answer as it came, before anything of it is believed. */
export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  /** All values of a header, by its name in lower case. */
  header(name: string): readonly string[];
  readonly body: Uint8Array;
  /** Closes the connection that it came on. */
  discard(): void;
}

/** Why an answer is not even read: it is known by its header section. */
export function headFault(response: IncomingMessage, limit: number): Fault | undefined {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400) return fault('PROXY_REDIRECTED', `HTTP ${statusCode}`);
  const { 'content-encoding': encoding = 'identity', 'content-length': length } = headers;
  if (encoding.toLowerCase() !== 'identity') {
    return fault('PROXY_REPLY_ENCODED', `HTTP ${statusCode}`);
  }
  if (Number(length ?? 0) <= limit) return undefined;
  return fault('PROXY_REPLY_TOO_LARGE', 'the declared length is over the limit');
}

export const replyOf = (
  response: IncomingMessage,
  body: Uint8Array,
  discard: () => void,
): Reply => ({
  kind: 'reply',
  status: response.statusCode ?? 0,
  header: (name) => valuesOf(response.rawHeaders, name),
  body,
  discard,
});

/** As they stand on the wire: of doubled ones Node's own object keeps the first, or joins them. */
function valuesOf(rawHeaders: readonly string[], wanted: string): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === wanted) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}
