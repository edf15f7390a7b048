import { Transform } from 'node:stream';

/** An answer that is longer than any that the service gives. */
export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge';
}

/** An answer that began, and ended before it was whole. */
export class ReplyBroken extends Error {
  override readonly name = 'ReplyBroken';
}

/** The little of a client that is needed here; each of AWS's clients has it, with types of its own. */
interface WithMiddleware {
  readonly middlewareStack: {
    // biome-ignore lint/suspicious/noExplicitAny: the types differ from client to client, and only this call is shared.
    add(middleware: any, options: any): void;
  };
}

type Next = (args: object) => Promise<{ readonly response: unknown }>;

/**
 * Cuts the answers of a client of AWS's SDK off at so many bytes. The SDK itself reads to the end whatever comes, so that
 * whoever answers at an endpoint could fill the function's memory.
 */
export function boundReplies(client: WithMiddleware, bytesAtMost: number): void {
  const bounded = (next: Next) => async (args: object) => {
    const result = await next(args);
    const response = result.response as { body?: unknown } | undefined;
    const body = response?.body as NodeJS.ReadableStream | undefined;
    if (response !== undefined && typeof body?.pipe === 'function') {
      response.body = limited(body, bytesAtMost);
    }
    return result;
  };
  // Behind everything else that looks at an answer, and so the first that gets it.
  client.middlewareStack.add(bounded, {
    step: 'deserialize',
    priority: 'low',
    name: 'boundReplies',
  });
}

function limited(body: NodeJS.ReadableStream, bytesAtMost: number): Transform {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesAtMost) done(new ReplyTooLarge(`more than ${bytesAtMost} bytes`));
      else done(null, chunk);
    },
  });
  const source = body as NodeJS.ReadableStream & { destroy?(error?: Error): void };
  source.once('error', (error: Error) => limit.destroy(error));
  // Half an answer ends without an end of its own.
  source.once('aborted', () => limit.destroy(new ReplyBroken('the answer broke off')));
  limit.once('close', () => source.destroy?.());
  return source.pipe(limit);
}
