import { createReadStream, createWriteStream, read } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { assertFile, unreadable } from '../terminal/read-input.js';
import { openScratchFile } from './scratch-file.js';

/** A list of devices, to be read more than once. */
export interface OpenList {
  /** As the user calls it. */
  readonly name: string;
  readonly bytes: number;
  /** All of it, from the start. A chunk is good until the next is asked for. */
  read(): AsyncIterable<Buffer>;
  /** @throws CliFault `DEVICES_CHANGED` when somebody has written to it since it was opened */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a list. It is read twice, first to check it and then to write it, so what can be read but once (standard input, a
 * pipe) is copied to a file of this process first.
 *
 * @throws CliFault `DEVICES_NOT_FOUND`, `DEVICES_NOT_READABLE`
 */
export async function openList(path: string, io: Io, signal: AbortSignal): Promise<OpenList> {
  if (path === '-') return await spool(io.stdin, 'standard input', signal);
  await assertFile(path, 'DEVICES');
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(path, 'DEVICES', error);
  });
  const before = await handle.stat();
  if (!before.isFile()) {
    try {
      return await spool(createReadStream(path, { fd: handle, autoClose: false }), path, signal);
    } finally {
      await handle.close();
    }
  }
  return {
    name: path,
    bytes: before.size,
    read: () => chunksOf(handle.fd),
    async assertUnchanged() {
      const { size, mtimeMs } = await handle.stat();
      if (size === before.size && mtimeMs === before.mtimeMs) return;
      throw new CliFault(
        'DEVICES_CHANGED',
        `${path} was changed while it was read, so what is written may be of either content; import it again.`,
      );
    },
    close: () => handle.close(),
  };
}

// What is made of a chunk lives until the next one: a larger one takes more memory and no less time.
const chunkBytes = 32_768;

/** One buffer for all of it: a chunk is good until the next is asked for. */
async function* chunksOf(fd: number): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  for (let at = 0; ; ) {
    const bytesRead = await readAt(fd, buffer, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

const readAt = (fd: number, buffer: Buffer, position: number): Promise<number> =>
  new Promise((resolve, reject) => {
    read(fd, buffer, 0, buffer.length, position, (error, bytesRead) => {
      if (error === null) resolve(bytesRead);
      else reject(error);
    });
  });

async function spool(
  from: NodeJS.ReadableStream,
  name: string,
  signal: AbortSignal,
): Promise<OpenList> {
  const { fd, remove } = openScratchFile();
  try {
    const to = createWriteStream('', { fd, autoClose: false });
    await pipeline(from, to, { signal });
    return {
      name,
      bytes: to.bytesWritten,
      read: () => chunksOf(fd),
      async assertUnchanged() {},
      async close() {
        remove();
      },
    };
  } catch (error) {
    remove();
    const { syscall } = error as NodeJS.ErrnoException;
    throw typeof syscall === 'string' ? unreadable(name, 'DEVICES', error) : error;
  }
}
