import { type Count, createCount } from './count.js';
import type { LoggedDecision } from './logged-decision.js';

/** What one monitor would have done to the matching decisions that it watched. */
export interface MonitorTally {
  /** Decisions about which it was asked and did not decide. */
  readonly watched: number;
  readonly wouldDeny: number;
  /** Those of them that were allowed. */
  readonly wouldDenyAllowed: number;
  /** Why it would have denied, by code, most frequent first. */
  readonly codes: Readonly<Record<string, number>>;
  /** Allows that it would have given another value for some key, or a key that they do not have. */
  readonly wouldOverrideOtherwise: number;
}

interface Counts {
  watched: number;
  wouldDeny: number;
  wouldDenyAllowed: number;
  wouldOverrideOtherwise: number;
  readonly codes: Count;
}

// As with codes: a log is what somebody wrote.
const mostMonitors = 100;
const furtherMonitors = 'further monitors';

/** Counts what monitors found, by their names. */
export interface MonitorCounter {
  match(decision: LoggedDecision): void;
  tally(): Readonly<Record<string, MonitorTally>>;
}

export function createMonitorCounter(): MonitorCounter {
  const monitors = new Map<string, Counts>();
  const countsOf = (name: string): Counts => {
    const known = monitors.get(name);
    if (known !== undefined) return known;
    if (monitors.size >= mostMonitors && name !== furtherMonitors) return countsOf(furtherMonitors);
    const counts = {
      watched: 0,
      wouldDeny: 0,
      wouldDenyAllowed: 0,
      wouldOverrideOtherwise: 0,
      codes: createCount('further codes'),
    };
    monitors.set(name, counts);
    return counts;
  };
  return {
    match({ outcome, trace }) {
      for (const row of trace.filter(({ step }) => step === 'monitor')) {
        const counts = countsOf(row.name);
        counts.watched += 1;
        if (Object.values(row.compared ?? {}).some((how) => how !== 'same')) {
          counts.wouldOverrideOtherwise += 1;
        }
        if (row.verdict !== 'wouldDeny') continue;
        counts.wouldDeny += 1;
        if (outcome === 'ALLOW') counts.wouldDenyAllowed += 1;
        counts.codes.add(row.code ?? 'no code');
      }
    },
    tally: () =>
      Object.fromEntries(
        [...monitors].map(([name, counts]) => [name, { ...counts, codes: counts.codes.byName() }]),
      ),
  };
}
