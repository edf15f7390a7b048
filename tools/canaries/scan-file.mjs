import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

// Texts longer than this would not be found where they go on from one piece to the next.
const pieceSize = 1 << 26;
const separator = 0x1e;

/**
 * Looks through one file of output. What one process wrote (`stream`) has its name in the first line, and in the second the
 * test that started it; of other kinds each piece stands behind a line with a separator and the test's name.
 *
 * @returns how much it was, where it stood, and each canary that was found, in which form and during which test
 */
export function scanFile(path, finder, kind) {
  const file = openSync(path, 'r');
  const piece = Buffer.alloc(Math.min(pieceSize, fstatSync(file).size));
  const found = new Map();
  let [held, octets, place, during] = [0, 0, kind, ''];
  for (;;) {
    const read = readSync(file, piece, held, piece.length - held, null);
    if (read === 0) break;
    const text = piece.subarray(0, held + read);
    if (kind === 'stream' && octets === 0) [place = kind, during = ''] = firstLines(text);
    const testBefore = (end) => (kind === 'stream' ? undefined : testAt(text, end));
    octets += read;
    finder.scan(text, ({ canary, form }, end) => {
      const test = testBefore(end) ?? during;
      // The name of a test may be anything.
      if (test !== inName) found.set([canary, form, test].join(), { canary, form, during: test });
    });
    const last = testBefore(text.length);
    if (last !== inName) during = last ?? during;
    held = Math.min(text.length, finder.longest());
    piece.copyWithin(0, text.length - held, text.length);
  }
  closeSync(file);
  return { octets, place, found: [...found.values()] };
}

const firstLines = (text) => text.toString('utf8', 0, 1_000).split('\n', 2);

const inName = Symbol('in the name of a test');

/** The test that was named last before a place. */
function testAt(text, end) {
  const from = text.lastIndexOf(separator, end - 1);
  if (from < 0) return undefined;
  const to = text.indexOf('\n', from);
  return to < 0 || to >= end ? inName : text.toString('utf8', from + 1, to);
}
