import type { IncomingMessage } from 'node:http';

/**
 * The bytes of a request's body.
 *
 * @returns `undefined` when there are more than may be; the rest is not read then
 * @throws when the connection breaks off before its end
 */
export async function readBody(
  request: IncomingMessage,
  bytesAtMost: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > bytesAtMost) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
