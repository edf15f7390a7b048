import type { IncomingMessage } from 'node:http';
import { type Body, declaresMoreThan, joined } from './body.js';
import type { BodyMemory } from './load/body-memory.js';

/** Reads the body of a Node request, by its events: web streams would cost more than the decision does. */
export function readNodeBody(
  incoming: IncomingMessage,
  limit: number,
  memory: BodyMemory,
): Promise<Body> {
  if (declaresMoreThan(incoming.headers['content-length'], limit)) {
    return Promise.resolve('too large');
  }
  // It may have gone while its keys were fetched; nothing more would be heard of it.
  if (incoming.destroyed) return Promise.resolve('broken off');
  const share = memory.open();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      const isLong = length > limit;
      if (!isLong && share.grow(length)) return;
      // The rest goes into the void, for a short while, once the answer is out.
      incoming.off('data', onData).pause();
      chunks.length = 0;
      length = 0;
      end(isLong ? 'too large' : 'no memory');
    };
    const end = (body: Body) => {
      share.release();
      resolve(body);
    };
    // Only the first of these to come resolves anything. The listeners stay: a connection may break later, too.
    const onEnd = () => {
      const [only] = chunks;
      end(chunks.length === 1 && only !== undefined ? only : joined(chunks, length));
    };
    const onBroken = () => end('broken off');
    incoming.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}
