import { isVisible } from './visible.js';

/** `*` and `?` written once more than this would cost time and say nothing. */
export const globLength = 128;

/**
 * Compiles a glob pattern: `*` stands for any run of visible characters, also none, `?` for exactly one; everything else
 * for itself, to the letter. A control or invisible character matches only where the pattern has it. There is no escape: a star or a question mark cannot be asked for.
 *
 * All places of the pattern that the text may have come to are followed at once, so nothing is ever tried again:
 * the time is the text's length times the pattern's, whatever the two are.
 *
 * @param pattern at most 128 characters, which its caller sees to
 * @see https://swtch.com/~rsc/regexp/regexp1.html
 * @example compileGlob('SN-????')('SN-0001') // true
 */
export function compileGlob(pattern: string): (text: string) => boolean {
  const places = Array.from(pattern);
  const start = new Uint8Array(places.length + 1);
  start[0] = 1;
  passStars(start, places);
  return (text) => {
    let reached: Uint8Array = start;
    for (const character of text) reached = step(reached, places, character);
    return reached[places.length] === 1;
  };
}

/** Where the pattern is after one more character, for every place where it may have been. */
function step(reached: Uint8Array, places: readonly string[], character: string): Uint8Array {
  const next = new Uint8Array(reached.length);
  const visible = isVisible(character);
  for (const [place, wanted] of places.entries()) {
    if (reached[place] !== 1) continue;
    if (wanted === character && wanted !== '*') next[place + 1] = 1;
    else if (visible && wanted === '*') next[place] = 1;
    else if (visible && wanted === '?') next[place + 1] = 1;
  }
  passStars(next, places);
  return next;
}

/** A star may stand for nothing: whoever comes to it has come past it as well. */
function passStars(reached: Uint8Array, places: readonly string[]): void {
  for (const [place, wanted] of places.entries()) {
    if (wanted === '*' && reached[place] === 1) reached[place + 1] = 1;
  }
}
