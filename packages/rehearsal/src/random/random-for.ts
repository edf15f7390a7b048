import { createHash } from 'node:crypto';

/** Draws that look random, and are the same for the same seed and key. */
export interface Random {
  /** From 0 up to, but without, 1. */
  next(): number;
  /** A whole number from 0 up to, but without, `end`. */
  below(end: number): number;
  /** @throws RangeError where there is nothing to pick from */
  pick<T>(list: readonly T[]): T;
}

/**
 * The draws of one subject. Each device has its own, so that what it draws does not depend on who drew before: devices come
 * in another order in every run.
 *
 * @param key who draws, and for what, as in `['SN-0001', 'protocol']`
 */
export function randomFor(seed: number, ...key: readonly string[]): Random {
  // As JSON, so that two keys of other parts are never one text.
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...key]))
    .digest();
  const next = smallFastCounter(digest);
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    pick<T>(list: readonly T[]) {
      const [picked] = list.slice(below(list.length));
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
}

/**
 * "Small fast counter", 32 bits: its state is 128 bits of a hash, so it needs no rounds to warm up.
 *
 * @see https://pracrand.sourceforge.net/RNG_engines.txt
 */
function smallFastCounter(state: Buffer): () => number {
  let a = state.readUInt32LE(0);
  let b = state.readUInt32LE(4);
  let c = state.readUInt32LE(8);
  let counter = state.readUInt32LE(12);
  return () => {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + drawn;
    return (drawn >>> 0) / 2 ** 32;
  };
}
