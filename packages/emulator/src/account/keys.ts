/**
 * Whether a text can be a key. Half of a surrogate pair has no octets of its own: a file would keep another character, and
 * find what was never put.
 */
export const isKey = (text: string): boolean => text.isWellFormed();

/** @throws TypeError */
export function assertKey(text: string): void {
  if (!isKey(text)) throw new TypeError('a key is well-formed text');
}

/**
 * Compares texts by their octets in UTF-8, as SQLite does. JavaScript compares code units, and puts the characters beyond
 * U+FFFF, whose units are surrogates, before those from U+E000.
 */
export function byOctets(left: string, right: string): number {
  if (left === right) return 0;
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at += 1) {
    const one = left.charCodeAt(at);
    const other = right.charCodeAt(at);
    if (one !== other) return rank(one) - rank(other);
  }
  return left.length - right.length;
}

const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
