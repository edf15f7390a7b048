import type { RehearsalReport } from '../../report.js';

/** What happened in one stretch of a rehearsal, in counts a second. */
export interface Stretch {
  /** Seconds from the beginning. */
  readonly from: number;
  readonly to: number;
  readonly admitted: number;
  readonly refused: number;
  readonly retries: number;
}

/** More columns than that are no longer told apart. */
const mostStretches = 120;

/** How long stretches may be, in seconds, so that an axis of them can be read. */
const lengths = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];

/** The seconds of a rehearsal, those in which nothing happened included; several of them in one where there are many. */
export function perSecond({ timeline }: Pick<RehearsalReport, 'timeline'>): readonly Stretch[] {
  const last = timeline.reduce((latest, { second }) => Math.max(latest, second), -1);
  const seconds = last + 1;
  const length =
    lengths.find((one) => seconds / one <= mostStretches) ?? Math.ceil(seconds / mostStretches);
  const sums = Array.from({ length: Math.ceil(seconds / length) }, () => ({
    admitted: 0,
    refused: 0,
    retries: 0,
  }));
  for (const { second, admitted, refused, retries } of timeline) {
    const sum = sums[Math.floor(second / length)];
    if (sum === undefined) continue;
    sum.admitted += admitted;
    sum.refused += refused;
    sum.retries += retries;
  }
  return sums.map(({ admitted, refused, retries }, index) => ({
    from: index * length,
    to: (index + 1) * length,
    admitted: admitted / length,
    refused: refused / length,
    retries: retries / length,
  }));
}
