import { once } from 'node:events';
import { connect } from 'node:net';
import { type HttpMessage, readMessage } from './http-message.js';

/** What came back for octets that were sent as they are. */
export interface RawAnswer {
  /** The first reply; `undefined` when the connection ended without one, or the time was over. */
  readonly reply: HttpMessage | undefined;
  /** All that came. */
  readonly octets: Buffer;
}

/**
 * Sends octets over a connection of their own and reads until there is one whole reply, or the other side ends it.
 *
 * @param ends whether this side says that nothing more comes
 */
export async function sendRaw(
  port: number,
  octets: Uint8Array,
  { ends = false, timeoutMs = 8_000 } = {},
): Promise<RawAnswer> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let came = Buffer.alloc(0);
  const whole = Promise.withResolvers<void>();
  socket.on('data', (chunk) => {
    came = Buffer.concat([came, chunk]);
    if (readMessage(came) !== undefined) whole.resolve();
  });
  // A server may cut off what it does not like.
  socket.on('error', () => whole.resolve());
  socket.on('close', () => whole.resolve());
  socket.setTimeout(timeoutMs, () => whole.resolve());
  if (ends) socket.end(octets);
  else socket.write(octets);
  await whole.promise;
  const closed = socket.closed ? undefined : once(socket, 'close');
  socket.destroy();
  await closed;
  return { reply: readMessage(came, true)?.message, octets: came };
}
