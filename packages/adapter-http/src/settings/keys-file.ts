import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Clock, GangwayError } from '@gangway/core';
import { parseKeysText } from './parse-keys-text.js';

/** The keys in a file, as `serve` takes them: a function that is asked for each call. */
export type KeysOfFile = () => readonly string[] | Promise<readonly string[]>;

/** How long an answer holds before the file is looked at again. */
const lookMs = 1_000;

// 8 keys are less than a thousand octets.
const mostOctets = 16_384;

interface Look {
  /** What changes when the file does. */
  readonly mark: string;
  readonly texts: readonly string[];
}

/**
 * Reads keys from a file, and again when it has changed: it is looked at on use, at most once a second. What is looked at is
 * what the path leads to, so that the link that Kubernetes turns to a new folder is followed.
 *
 * While the file is not there or is no file of keys, there are none: whoever takes a key away by deleting the file must be
 * sure that it opens nothing any more. That is asked anew for each call, so that it ends as soon as the file is right.
 *
 * @throws GangwayError `HOP_KEYS_FILE`, at once and of each use
 */
export async function keysOfFile(path: string, clock: Clock): Promise<KeysOfFile> {
  let last = await look(path, undefined);
  let lookedAt = clock.monotonic();
  let looking: Promise<readonly string[]> | undefined;
  const lookAgain = async () => {
    const startedAt = clock.monotonic();
    try {
      last = await look(path, last);
      lookedAt = startedAt;
      return last.texts;
    } finally {
      looking = undefined;
    }
  };
  return () => {
    if (clock.monotonic() - lookedAt < lookMs) return last.texts;
    looking ??= lookAgain();
    return looking;
  };
}

async function look(path: string, last: Look | undefined): Promise<Look> {
  try {
    // One handle: what is read is what was looked at, whatever the path leads to by then.
    // A pipe that nobody writes to does not make it wait.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await file.stat({ bigint: true });
    if (!found.isFile()) throw new GangwayError('HOP_KEYS_FILE', `${path} is no regular file.`);
    const mark = [found.dev, found.ino, found.size, found.mtimeNs, found.ctimeNs].join(' ');
    if (mark === last?.mark) return last;
    const { bytesRead, buffer } = await file.read(Buffer.alloc(mostOctets + 1), 0, mostOctets + 1);
    return { mark, texts: textsOf(path, buffer.subarray(0, bytesRead)) };
  } catch (error) {
    if (error instanceof GangwayError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? typeof error})`;
    throw new GangwayError('HOP_KEYS_FILE', `${path} ${why}.`);
  }
}

function textsOf(path: string, octets: Buffer): readonly string[] {
  if (octets.length > mostOctets) {
    throw new GangwayError('HOP_KEYS_FILE', `${path} has over ${mostOctets} octets.`);
  }
  const reading = parseKeysText(octets.toString('utf8'));
  if (reading.kind === 'keys') return reading.texts;
  throw new GangwayError('HOP_KEYS_FILE', `${path} is no file of keys: ${reading.why}`);
}
