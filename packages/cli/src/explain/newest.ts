/** Keeps the newest of many, in memory for twice that number. */
export interface Newest<T> {
  add(item: T, time: string | undefined): void;
  /** Oldest first; what has no time, or the same, stands as it came. */
  inOrder(): readonly T[];
}

/** @param count how many are kept */
export function createNewest<T>(count: number): Newest<T> {
  let kept: { readonly item: T; readonly time: number; readonly place: number }[] = [];
  let place = 0;
  let latest = Number.NEGATIVE_INFINITY;
  const trim = () => {
    kept = kept.toSorted((a, b) => order(a.time, b.time) || a.place - b.place).slice(-count);
  };
  return {
    add(item, time) {
      const parsed = Date.parse(time ?? '');
      // A line without a time was written after the line before it.
      latest = Number.isFinite(parsed) ? parsed : latest;
      kept.push({ item, time: latest, place });
      place += 1;
      if (kept.length >= 2 * count) trim();
    },
    inOrder() {
      trim();
      return kept.map(({ item }) => item);
    },
  };
}

// A difference would not do: minus infinity less itself is no number.
function order(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
