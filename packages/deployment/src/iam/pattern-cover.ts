/** Stands for every letter that neither pattern names: no letter is equal to it. */
const other = '';

/**
 * Whether IAM pattern `wide` matches all that `narrow` matches: `*` is any text, `?` any one letter, in both. It is exact: both
 * are run side by side, over every text that `narrow` matches, until `wide` has no way left.
 */
export function covers(wide: string, narrow: string): boolean {
  if (wide === '*' || wide === narrow) return true;
  const from = firstDifference(wide, narrow);
  if (from === 'apart') return false;
  return !reaches(narrow.slice(from), wide.slice(from), (inNarrow, inWide) => inNarrow && !inWide);
}

/** Whether there is a text that both patterns match. */
export function overlaps(one: string, another: string): boolean {
  if (one === '*' || another === '*') return true;
  const from = firstDifference(one, another);
  if (from === 'apart') return false;
  return reaches(one.slice(from), another.slice(from), (inOne, inAnother) => inOne && inAnother);
}

/**
 * Where two patterns stop beginning with the same letters; `apart` where both have a letter there, so that no text matches both.
 * ARNs of one service begin alike, and of two services do not: most questions end here.
 */
function firstDifference(one: string, another: string): number | 'apart' {
  let at = 0;
  while (one[at] === another[at] && isLetter(one[at])) at += 1;
  return isLetter(one[at]) && isLetter(another[at]) ? 'apart' : at;
}

/** Half of a pair of surrogates is no letter. */
const isLetter = (sign: string | undefined): boolean =>
  sign !== undefined && sign !== '*' && sign !== '?' && !/[\ud800-\udfff]/.test(sign);

/** Whether some text takes the two patterns to an end that is asked for; the first must still have a way there. */
function reaches(
  first: string,
  second: string,
  isEnd: (inFirst: boolean, inSecond: boolean) => boolean,
): boolean {
  const [a, b] = [[...first], [...second]];
  const letters = [...new Set([...a, ...b, other])].filter((it) => it !== '*' && it !== '?');
  const open = [{ inA: begin(a), inB: begin(b) }];
  const seen = new Set<string>();
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const { inA, inB } = state;
    const key = `${inA.join()}/${inB.join()}`;
    if (inA.length === 0 || seen.has(key)) continue;
    seen.add(key);
    if (isEnd(inA.includes(a.length), inB.includes(b.length))) return true;
    for (const letter of lettersFrom(a, inA, letters)) {
      open.push({ inA: step(a, inA, letter), inB: step(b, inB, letter) });
    }
  }
  return false;
}

/** The letters that lead on: all of them past a wildcard, else those that stand there. */
function lettersFrom(
  pattern: readonly string[],
  from: Positions,
  letters: readonly string[],
): readonly string[] {
  const signs = from.flatMap((at) => pattern[at] ?? []);
  return signs.includes('*') || signs.includes('?') ? letters : signs;
}

/** Positions in a pattern, in order: what stands before them has matched. */
type Positions = readonly number[];

const begin = (pattern: readonly string[]): Positions => withStars(pattern, [0]);

function step(pattern: readonly string[], from: Positions, letter: string): Positions {
  const next = from.flatMap((at) => {
    const sign = pattern[at];
    if (sign === '*') return [at];
    return sign === '?' || sign === letter ? [at + 1] : [];
  });
  return withStars(pattern, next);
}

/** A `*` may match nothing: who stands before one stands behind it too. */
function withStars(pattern: readonly string[], from: Positions): Positions {
  const all = new Set(from);
  for (const at of all) {
    if (pattern[at] === '*') all.add(at + 1);
  }
  return [...all].sort((x, y) => x - y);
}
