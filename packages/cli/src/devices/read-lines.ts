import { isUtf8 } from 'node:buffer';
import { CliFault } from '../cli-fault.js';

/** Some lines of a list, in order. */
export interface Lines {
  /** Which line of the list the first of these is, from 1. */
  readonly from: number;
  /** Without the line feed that ends each; a carriage return before it is still there. */
  readonly texts: readonly string[];
  /** How much of the list has been read up to here. */
  readonly bytes: number;
}

/** What a device has room for in DynamoDB is 400 kB; a line that is longer than this is no device. */
export const lineLimit = 262_144;

const lineFeed = 0x0a;

/**
 * The lines of a list, some at a time; memory holds a chunk and a line, however long the list.
 *
 * @throws CliFault `DEVICES_NOT_A_LIST` for what is not UTF-8, and for a line that is too long
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Lines> {
  let open: Buffer = Buffer.alloc(0);
  let [from, bytes] = [1, 0];
  for await (const chunk of chunks) {
    if (bytes === 0) assertText(chunk);
    bytes += chunk.length;
    const end = chunk.lastIndexOf(lineFeed);
    if (end === -1) {
      open = Buffer.concat([open, chunk]);
      if (open.length > lineLimit * 4) throw tooLong(from);
      continue;
    }
    const whole = Buffer.concat([open, chunk.subarray(0, end)]);
    // A copy: the chunk is the reader's, and read over.
    open = Buffer.from(chunk.subarray(end + 1));
    const texts = decode(whole, from);
    yield { from, texts, bytes };
    from += texts.length;
  }
  if (open.length > 0) yield { from, texts: decode(open, from), bytes };
}

function decode(whole: Buffer, from: number): readonly string[] {
  if (!isUtf8(whole)) throw notUtf8(whole, from);
  const texts = whole.toString('utf8').split('\n');
  const long = texts.findIndex((text) => text.length > lineLimit);
  if (long !== -1) throw tooLong(from + long);
  const [first = '', ...rest] = texts;
  return from === 1 && first.startsWith('\ufeff') ? [first.slice(1), ...rest] : texts;
}

function notUtf8(whole: Buffer, from: number): CliFault {
  let line = from;
  for (let at = 0; ; line += 1) {
    const end = whole.indexOf(lineFeed, at);
    if (end === -1 || !isUtf8(whole.subarray(at, end))) break;
    at = end + 1;
  }
  return notAList(`line ${line} is not UTF-8; save the list as UTF-8`);
}

const tooLong = (line: number): CliFault =>
  notAList(
    `line ${line} is longer than ${lineLimit} characters; lines end with a line feed, with or without a carriage return before it`,
  );

const signatures: readonly (readonly [bytes: string, what: string])[] = [
  ['fffe', 'UTF-16'],
  ['feff', 'UTF-16'],
  ['1f8b', 'compressed (gzip)'],
  ['504b0304', 'a ZIP archive, or a spreadsheet that was not saved as CSV'],
];

/** What is plainly no text is better called by its name than by its first odd byte. */
function assertText(start: Buffer): void {
  const hex = start.subarray(0, 4).toString('hex');
  const [, what] = signatures.find(([bytes]) => hex.startsWith(bytes)) ?? [];
  if (what !== undefined) throw notAList(`it is ${what}; save the list as plain UTF-8`);
  // A name of Latin letters in UTF-16: every other octet is nought.
  if (start[0] === 0 || start[1] === 0) {
    throw notAList('it holds zero bytes, as UTF-16 and binary files do; save the list as UTF-8');
  }
}

/** A list that cannot be read as one, with the line where that shows. */
export const notAList = (message: string): CliFault => new CliFault('DEVICES_NOT_A_LIST', message);
