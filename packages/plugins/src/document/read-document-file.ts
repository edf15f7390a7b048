import type { FileHandle } from 'node:fs/promises';
import { PortError } from '@gangway/core';

/** As much as AWS Secrets Manager keeps in one secret; whole lists of devices belong into a registry. */
const mostOctets = 65_536;

/** What a file holds, and when it was last changed. */
export interface DocumentText {
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

// When the first file is read: loading it costs a cold start two to five milliseconds.
const fs = () => process.getBuiltinModule('node:fs/promises');

/**
 * Reads a file of the deployment, or of a mount.
 *
 * @throws PortError `OVERRIDES_FILE_MISSING`, `_NOT_READABLE`, `_TOO_LARGE` or `_NOT_UTF8`
 */
export async function readDocumentFile(path: string, signal: AbortSignal): Promise<DocumentText> {
  signal.throwIfAborted();
  // Not waiting for the other end of a pipe.
  const { O_RDONLY, O_NONBLOCK = 0 } = fs().constants;
  const file = await fs()
    .open(path, O_RDONLY | O_NONBLOCK)
    .catch(rethrown(path));
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw notReadable(path, 'it is not a file');
    if (stat.size > mostOctets) {
      throw new PortError('OVERRIDES_FILE_TOO_LARGE', `${path}: over ${mostOctets} octets`);
    }
    const octets = await readWhole(file, stat.size).catch(rethrown(path));
    if (octets.length !== stat.size) throw notReadable(path, 'it changed while it was read');
    return { text: toText(octets, path), changedAt: Math.round(stat.mtimeMs) };
  } finally {
    await file.close();
  }
}

/** Reads one octet more than there should be, so that a file that grows is noticed and never fills the memory. */
async function readWhole(file: FileHandle, size: number): Promise<Buffer> {
  const octets = Buffer.alloc(size + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(octets, length, octets.length - length);
    length += bytesRead;
    if (bytesRead === 0 || length === octets.length) return octets.subarray(0, length);
  }
}

function toText(octets: Buffer, path: string): string {
  try {
    // The mark that editors put before a text is no part of it.
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    throw new PortError('OVERRIDES_FILE_NOT_UTF8', `${path}: it is not UTF-8`);
  }
}

const rethrown =
  (path: string) =>
  (error: unknown): never => {
    const code = String((error as NodeJS.ErrnoException).code);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw notReadable(path, code);
    throw new PortError('OVERRIDES_FILE_MISSING', `${path}: there is no such file`);
  };

const notReadable = (path: string, why: string) =>
  new PortError('OVERRIDES_FILE_NOT_READABLE', `${path}: ${why}`);
