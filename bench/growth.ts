/** By how much of the other a median may be over it. */
const share = 0.1;

/**
 * Whether something grew over a run: the median of the last fifth of its samples against that of the second fifth. The
 * first one fills what has a bound and stays: ids of the calls of the last minute, caches, pools.
 *
 * @param samples in megabytes, in the order in which they were taken
 * @param least what it may be over it in any case
 */
export function growth(samples: readonly number[], least: number) {
  const early = median(fifth(samples, 1));
  const late = median(fifth(samples, 4));
  const summary = `${early.toFixed(1)} → ${late.toFixed(1)} MB`;
  const allowed = Math.max(least, early * share);
  const grew = !(late <= early + allowed);
  return { early, late, allowed, summary, faults: grew ? [summary] : [] };
}

const fifth = (samples: readonly number[], index: number): readonly number[] =>
  samples.slice((samples.length * index) / 5, (samples.length * (index + 1)) / 5);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
