import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a process prints, line by line, as it comes. */
export interface Lines {
  next(): Promise<string>;
  /** The next line of which a test says that it is the one. */
  until(isWanted: (line: string) => boolean): Promise<string>;
}

export function linesOf(stream: Readable | null): Lines {
  if (stream === null) throw new Error('no pipe');
  const lines = createInterface({ input: stream })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error('the stream ended');
    return value;
  };
  return {
    next,
    async until(isWanted) {
      for (;;) {
        const line = await next();
        if (isWanted(line)) return line;
      }
    },
  };
}
