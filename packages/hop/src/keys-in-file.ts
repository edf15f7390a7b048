import { type KeysFile, readKeysFile } from './read-keys-file.js';

export interface KeysInFileOptions {
  /** Milliseconds of a clock that only goes forward; the process's own unless given. */
  readonly now?: () => number;
}

// As long as a rotation takes to be seen, and at most as often as a rush of calls opens the file.
const lookMs = 1_000;

/**
 * Keys of the hop out of a file: as `keysInText` reads them. It is read when they are first asked for, and looked at
 * when they are asked for again, at most once a second, so that a file that is changed, or mounted anew by Kubernetes, is used
 * from then on. Nothing runs in between.
 *
 * A file that is gone, or wrong, has no keys, whatever it held before: whoever took the file away may have meant just that.
 * Calls are refused with `CALL_KEYS_UNAVAILABLE` until it is right again.
 *
 * @param path from the working directory, or a `file:` URL
 * @returns a function that rejects with a GangwayError `HOP_KEYS_NOT_READABLE` or `HOP_KEYS_INVALID`, which never tells a key
 * @see docs/serve.md
 * @example
 * const keys = keysInFile('/run/secrets/hop-keys');
 * await Promise.resolve(keys()).catch(({ code }) => code); // 'HOP_KEYS_NOT_READABLE'
 */
export function keysInFile(
  path: string | URL,
  { now = () => performance.now() }: KeysInFileOptions = {},
): () => readonly string[] | Promise<readonly string[]> {
  let file: KeysFile | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  let look: Promise<readonly string[]> | undefined;
  let isLooking = false;
  const start = async () => {
    isLooking = true;
    const last = file;
    file = undefined;
    try {
      file = await readKeysFile(path, last);
      // The same array again for the same file, so that whoever reads it into keys need not do it twice.
      return file.keys;
    } finally {
      isLooking = false;
    }
  };
  return () => {
    const at = now();
    if (look === undefined || (!isLooking && at - looked >= lookMs)) {
      looked = at;
      look = start();
    }
    return file?.keys ?? look;
  };
}
