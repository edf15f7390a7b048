// A log may hold any number of made-up names; what is over this is counted as one.
const mostNames = 1_000;

/** Counts by name. */
export interface Count {
  add(name: string): void;
  /** Most frequent first. */
  byName(): Readonly<Record<string, number>>;
}

/** @param further what names are counted under when there are too many */
export function createCount(further: string): Count {
  const counts = new Map<string, number>();
  return {
    add(name) {
      const counted = counts.size < mostNames || counts.has(name) ? name : further;
      counts.set(counted, (counts.get(counted) ?? 0) + 1);
    },
    byName: () => Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a)),
  };
}
