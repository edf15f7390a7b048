/**
 * The known name that a mistyped one most likely means, or `undefined` when none is near.
 * Distance is Levenshtein's, without regard to case, dashes and underscores.
 *
 * @example
 * nearest('rsa_bit', ['rsaBits', 'curves']); // 'rsaBits'
 * nearest('subject', ['rsaBits', 'curves']); // undefined
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  const wanted = fold(name);
  let best: string | undefined;
  // A third of the letters may be wrong, and two always.
  let bound = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const far = distance(wanted, fold(candidate));
    if (far < bound) [best, bound] = [candidate, far];
  }
  return best;
}

const fold = (name: string) => name.slice(0, 64).toLowerCase().replace(/[-_]/g, '');

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
