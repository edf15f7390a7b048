import { decisionsHash } from '../decisions-hash.js';
import { impostorKinds } from '../fleet.js';
import type { RehearsalReport, Verdict } from '../report.js';

/** What is counted over the verdicts. */
export function summarise(
  verdicts: readonly Verdict[],
): Pick<
  RehearsalReport,
  'admitted' | 'refused' | 'kinds' | 'reasons' | 'verdicts' | 'decisionsHash'
> {
  const admitted = verdicts.filter(isAdmitted).length;
  return {
    admitted,
    refused: verdicts.length - admitted,
    kinds: (['genuine', ...impostorKinds] as const)
      .map((kind) => {
        const ofKind = verdicts.filter((verdict) => verdict.kind === kind);
        return { kind, came: ofKind.length, admitted: ofKind.filter(isAdmitted).length };
      })
      .filter(({ kind, came }) => kind === 'genuine' || came > 0),
    reasons: countReasons(verdicts),
    verdicts,
    decisionsHash: decisionsHash(verdicts),
  };
}

const isAdmitted = ({ outcome }: Verdict) => outcome === 'admitted';

function countReasons(verdicts: readonly Verdict[]): RehearsalReport['reasons'] {
  const counts = new Map<string, number>();
  for (const { reason } of verdicts) {
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1));
}
