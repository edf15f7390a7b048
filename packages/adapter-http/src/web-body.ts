import type { Clock } from '@gangway/core';
import { type Body, declaresMoreThan, joined } from './body.js';

// As long as `serve` gives a whole request unless told otherwise.
const bodyMs = 2_500;

/**
 * Reads the body of a web request. What counts is what arrives, never what the headers promise. A stream may be anything
 * at all: it may never yield, or yield for ever, or yield what are no octets.
 */
export async function readWebBody(request: Request, limit: number, clock: Clock): Promise<Body> {
  if (declaresMoreThan(request.headers.get('content-length'), limit)) return 'too large';
  if (request.body === null) return new Uint8Array();
  const end = clock.monotonic() + bodyMs;
  const late = Promise.withResolvers<'too slow'>();
  const cancelTimer = clock.after(bodyMs, () => late.resolve('too slow'));
  try {
    const reader = request.body.getReader();
    const body = await Promise.race([
      readAll(reader, limit, () => clock.monotonic() >= end),
      late.promise,
    ]);
    // Its source may take as long as it likes to hear of it.
    if (typeof body === 'string') reader.cancel().catch(() => undefined);
    return body;
  } catch {
    return 'broken off';
  } finally {
    cancelTimer();
  }
}

async function readAll(
  reader: ReadableStreamDefaultReader<unknown>,
  limit: number,
  isLate: () => boolean,
): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, length);
    if (!(value instanceof Uint8Array)) return 'broken off';
    length += value.byteLength;
    if (length > limit) return 'too large';
    // A stream that always has a chunk at hand, even an empty one, lets no timer run.
    if (isLate()) return 'too slow';
    chunks.push(value);
  }
}
