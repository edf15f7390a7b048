import { GangwayError, type Permission } from '@gangway/core';
import { type HopKey, readHopKey } from './hop-key.js';

/**
 * Keys of the hop as texts (`whsec_…`), 1 to 8: the newest first, and beside it those that the other side may still use. Or
 * a function that gives them, asked for each call, so that keys can change while the program runs; how long it keeps an
 * answer is its own business.
 */
export type HopKeys = readonly string[] | HopKeySource;

/** Gives keys as texts. */
export interface HopKeySource {
  (): readonly string[] | Promise<readonly string[]>;
  /** What that takes at AWS, where it takes something. */
  readonly permissions?: readonly Permission[];
}

/** Where the keys for a call come from. */
export interface HopKeyRing {
  /**
   * @throws GangwayError `HOP_KEY_INVALID`, `HOP_KEYS_INVALID`, or whatever the function throws
   */
  current(): readonly HopKey[] | Promise<readonly HopKey[]>;
}

const most = 8;

/**
 * A ring over keys. Those that are given as texts are read at once.
 *
 * @throws GangwayError `HOP_KEY_INVALID`, `HOP_KEYS_INVALID`, of texts
 * @example
 * const ring = hopKeyRing([hopKey]);
 * (await ring.current()).length; // 1
 */
export function hopKeyRing(keys: HopKeys): HopKeyRing {
  if (typeof keys !== 'function') {
    const fixed = readAll(keys);
    return Object.freeze({ current: () => fixed });
  }
  // The same texts again are not read again. By their texts, for a list may be changed in its place.
  let last: { readonly texts: readonly string[]; readonly keys: readonly HopKey[] } | undefined;
  const read = (texts: readonly string[]): readonly HopKey[] => {
    if (last === undefined || !isSame(last.texts, texts)) {
      const keys = readAll(texts);
      last = { texts: [...texts], keys };
    }
    return last.keys;
  };
  return Object.freeze({
    current() {
      const given = keys();
      return given instanceof Promise ? given.then(read) : read(given);
    },
  });
}

const isSame = (known: readonly string[], given: unknown): boolean =>
  Array.isArray(given) &&
  given.length === known.length &&
  known.every((text, index) => text === given[index]);

function readAll(texts: unknown): readonly HopKey[] {
  if (!Array.isArray(texts) || texts.length === 0 || texts.length > most) {
    throw new GangwayError('HOP_KEYS_INVALID', `The hop takes a list of 1 to ${most} keys.`);
  }
  return Object.freeze(Array.from(texts, readHopKey));
}
