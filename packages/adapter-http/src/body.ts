import type { IncomingMessage } from 'node:http';

/** A request's body as it came: all its octets, or why there are none to read. */
export type Body = Uint8Array | 'too large' | 'broken off';

/** The least that is known of a body before a byte of it is read; a chunked one says nothing. */
function declaresMoreThan(contentLength: string | null | undefined, limit: number): boolean {
  return typeof contentLength === 'string' && Number(contentLength) > limit;
}

/** Reads the body of a web request. What counts is what arrives, never what the headers promise. */
export async function readWebBody(request: Request, limit: number): Promise<Body> {
  if (declaresMoreThan(request.headers.get('content-length'), limit)) return 'too large';
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body) {
      length += chunk.byteLength;
      // Leaving the loop cancels the stream.
      if (length > limit) return 'too large';
      chunks.push(chunk);
    }
  } catch {
    return 'broken off';
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** Reads the body of a Node request, by its events: web streams would cost more than the decision does. */
export function readNodeBody(incoming: IncomingMessage, limit: number): Promise<Body> {
  if (declaresMoreThan(incoming.headers['content-length'], limit)) {
    return Promise.resolve('too large');
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= limit) return;
      // Node's server reads the rest into the void, for a short while, once the answer is out.
      incoming.off('data', onData).pause();
      resolve('too large');
    };
    // Only the first of these to come resolves anything. The listeners stay: a connection may break later, too.
    const onEnd = () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : joined(chunks, length));
    };
    const onBroken = () => resolve('broken off');
    incoming.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}
