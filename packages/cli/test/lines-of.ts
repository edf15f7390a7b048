import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface Lines {
  next(): Promise<string>;
  /** The first line from here on in which the text stands. */
  until(text: string): Promise<string>;
}

/** The lines of a pipe, as they come; one that ends while somebody waits is a fault. */
export function linesOf(stream: Readable | null): Lines {
  if (stream === null) throw new Error('no pipe');
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  const next = async (wanted = 'a line') => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error(`the stream ended before: ${wanted}`);
    return value;
  };
  return {
    next: () => next(),
    async until(text) {
      for (;;) {
        const line = await next(text);
        if (line.includes(text)) return line;
      }
    },
  };
}
