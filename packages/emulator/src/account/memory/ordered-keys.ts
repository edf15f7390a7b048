import { byOctets } from '../keys.js';

/** A set of keys in the order of their octets. */
export interface OrderedKeys {
  has(key: string): boolean;
  /** Whether it was not there before. */
  add(key: string): boolean;
  /** Whether it was there. */
  delete(key: string): boolean;
  /** Those after `after`, so many at most. */
  list(after?: string, limit?: number): string[];
  size(): number;
}

/** An array, searched by halves: what moves when a key comes between is moved by the machine at once. */
export function orderedKeys(): OrderedKeys {
  const keys: string[] = [];
  /** How many keys are before this one. */
  const placeOf = (key: string): number => {
    let from = 0;
    let to = keys.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (byOctets(keys[middle] ?? '', key) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  return {
    has: (key) => keys[placeOf(key)] === key,
    add(key) {
      const at = placeOf(key);
      if (keys[at] === key) return false;
      keys.splice(at, 0, key);
      return true;
    },
    delete(key) {
      const at = placeOf(key);
      if (keys[at] !== key) return false;
      keys.splice(at, 1);
      return true;
    },
    list(after, limit = keys.length) {
      if (after === undefined) return keys.slice(0, limit);
      const at = placeOf(after);
      const from = keys[at] === after ? at + 1 : at;
      return keys.slice(from, from + limit);
    },
    size: () => keys.length,
  };
}
