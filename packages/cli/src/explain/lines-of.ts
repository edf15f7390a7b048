import type { Readable } from 'node:stream';

/**
 * The lines of a stream, one at a time; memory holds a chunk and a line, however long the log.
 *
 * @param limit characters; of a longer line the text is dropped, and `undefined` given in its place
 */
export async function* linesOf(
  stream: Readable,
  limit: number,
): AsyncGenerator<string | undefined> {
  stream.setEncoding('utf8');
  let open = '';
  let tooLong = false;
  for await (const chunk of stream as AsyncIterable<string>) {
    const [first = '', ...more] = chunk.split('\n');
    for (const [index, piece] of [first, ...more].entries()) {
      if (index > 0) {
        yield tooLong ? undefined : open;
        open = '';
        tooLong = false;
      }
      tooLong ||= open.length + piece.length > limit;
      open = tooLong ? '' : open + piece;
    }
  }
  if (tooLong) yield undefined;
  else if (open !== '') yield open;
}
