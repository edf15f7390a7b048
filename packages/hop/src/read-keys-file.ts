import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { GangwayError } from '@gangway/core';
import { hopKeyRing } from './key-ring.js';
import { keysInText } from './keys-in-text.js';

/** What a file held when it was read. */
export interface KeysFile {
  /** Changes with the file: when it was changed, how long it is, and which it is. */
  readonly identity: string;
  readonly keys: readonly string[];
}

/** Eight keys of the longest have a hundredth of it. */
const mostOctets = 65_536;

/**
 * Reads a file of keys, unless it is what it was.
 *
 * @param last what it was
 * @throws GangwayError `HOP_KEYS_NOT_READABLE`, `HOP_KEYS_INVALID`; nothing of the file is in the text
 */
export async function readKeysFile(
  path: string | URL,
  last: KeysFile | undefined,
): Promise<KeysFile> {
  // A pipe of that name would be waited for without the flag. Links are followed: Kubernetes mounts by them.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch(
    notReadable(path),
  );
  try {
    const identity = await identityOf(file, path);
    if (identity === last?.identity) return last;
    // Taken before the reading: what is written meanwhile is seen the next time.
    const octets = await contentOf(file).catch(notReadable(path));
    return Object.freeze({ identity, keys: keysOf(octets, path) });
  } finally {
    await file.close();
  }
}

async function identityOf(file: FileHandle, path: string | URL): Promise<string> {
  const stats = await file.stat({ bigint: true }).catch(notReadable(path));
  if (!stats.isFile()) throw fault('HOP_KEYS_NOT_READABLE', path, 'it is no file');
  return [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}

async function contentOf(file: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(mostOctets + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    length += bytesRead;
    if (bytesRead === 0 || length === buffer.length) return buffer.subarray(0, length);
  }
}

function keysOf(octets: Buffer, path: string | URL): readonly string[] {
  if (octets.length > mostOctets) {
    throw fault('HOP_KEYS_INVALID', path, `it has over ${mostOctets} octets`);
  }
  try {
    const keys = keysInText(octets.toString('utf8'));
    hopKeyRing(keys);
    return Object.freeze(keys);
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw fault('HOP_KEYS_INVALID', path, error.message);
  }
}

const notReadable =
  (path: string | URL) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    throw fault('HOP_KEYS_NOT_READABLE', path, `it cannot be read (${code ?? 'unknown'})`);
  };

const fault = (code: string, path: string | URL, why: string): GangwayError =>
  new GangwayError(code, `The file of keys ${String(path)}: ${why}`);
