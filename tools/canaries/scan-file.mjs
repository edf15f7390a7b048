import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

// Texts longer than this would not be found where they go on from one piece to the next.
const pieceSize = 1 << 26;
const separator = 0x1e;

/**
 * Looks through one file of output: pieces of it, each behind a line with a separator and the name of a test. What one process
 * wrote is named in the file's first line.
 *
 * @returns how much it was, where it stood, and each canary that was found, in which form and during which test
 */
export function scanFile(path, finder, kind) {
  const file = openSync(path, 'r');
  const piece = Buffer.alloc(Math.min(pieceSize, fstatSync(file).size));
  const found = new Map();
  let [held, octets, place, during] = [0, 0, kind === 'stream' ? undefined : kind, ''];
  for (;;) {
    const read = readSync(file, piece, held, piece.length - held, null);
    if (read === 0) break;
    octets += read;
    const text = piece.subarray(0, held + read);
    place ??= text.toString('utf8', 0, text.indexOf('\n'));
    finder.scan(text, ({ canary, form }, end) => {
      const test = testAt(text, end) ?? during;
      // The name of a test may be anything.
      if (test !== inName) found.set([canary, form, test].join(), { canary, form, during: test });
    });
    const last = testAt(text, text.length);
    if (last !== inName) during = last ?? during;
    held = Math.min(text.length, finder.longest());
    piece.copyWithin(0, text.length - held, text.length);
  }
  closeSync(file);
  return { octets, place: place ?? '', found: [...found.values()] };
}

const inName = Symbol('in the name of a test');

/** The test that was named last before a place. */
function testAt(text, end) {
  const from = text.lastIndexOf(separator, end - 1);
  if (from < 0) return undefined;
  const to = text.indexOf('\n', from);
  return to < 0 || to >= end ? inName : text.toString('utf8', from + 1, to);
}
