import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CliFault, type CliFaultCode } from '../cli-fault.js';
import type { Io } from './io.js';

/** What kind of file is asked for: it names the fault. */
type InputKind =
  | 'EVENT'
  | 'CERTIFICATE'
  | 'LOG'
  | 'HOOK'
  | 'DEVICES'
  | 'KEY'
  | 'SERIALS'
  | 'MANIFEST'
  | 'SNAPSHOT'
  | 'TEMPLATE';

/**
 * Makes sure that a file is there and is one.
 *
 * @throws CliFault `<KIND>_NOT_FOUND`, `<KIND>_NOT_READABLE`
 */
export async function assertFile(path: string, kind: InputKind): Promise<void> {
  try {
    const { isDirectory } = await stat(path).then((found) => ({
      isDirectory: found.isDirectory(),
    }));
    if (!isDirectory) return;
  } catch (error) {
    throw unreadable(path, kind, error);
  }
  throw new CliFault(`${kind}_NOT_READABLE`, `${path} is a folder.`);
}

/** The bytes of a file, or of standard input for `-`. */
export async function openInput(path: string, kind: InputKind, io: Io): Promise<Readable> {
  if (path === '-') return io.stdin;
  await assertFile(path, kind);
  return createReadStream(path);
}

/**
 * Reads a file, or standard input for `-`, as far as it is of use.
 *
 * @param limit octets; of a longer input one octet more is given, and no more is read
 */
export async function readInput(
  path: string,
  kind: InputKind,
  limit: number,
  io: Io,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = await openInput(path, kind, io);
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) break;
    }
  } catch (error) {
    throw unreadable(path, kind, error);
  }
  return Buffer.concat(chunks, Math.min(length, limit + 1));
}

export function unreadable(path: string, kind: InputKind, error: unknown): CliFault {
  const code = (error as NodeJS.ErrnoException).code;
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  const fault: CliFaultCode = missing ? `${kind}_NOT_FOUND` : `${kind}_NOT_READABLE`;
  const why = missing ? 'There is no file' : `Cannot read (${code ?? String(error)})`;
  return new CliFault(fault, `${why}: ${path}`, { cause: error });
}
