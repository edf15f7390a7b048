import { hash } from 'node:crypto';

/**
 * A number of at least 0 and below 1 that depends on these words and nothing else: whoever comes first, each gets its own.
 *
 * @example
 * draw(7, 'lost reply', 'SN-0001', '2') === draw(7, 'lost reply', 'SN-0001', '2'); // true
 */
export function draw(seed: number, ...words: readonly string[]): number {
  // Lengths before texts: no two lists of words read alike.
  const text = words.map((word) => `${word.length}:${word}`).join('');
  return hash('sha256', `${seed}/${text}`, 'buffer').readUInt32BE(0) / 2 ** 32;
}
