import { createCount } from './count.js';
import type { LoggedDecision } from './logged-decision.js';
import { createMonitorCounter, type MonitorTally } from './tally-monitors.js';

/** What was counted while a log was read. */
export interface Tally {
  readonly lines: number;
  /** Lines that are no decisions. */
  readonly skipped: number;
  readonly decisions: number;
  readonly matched: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** Of the matching denials, by code, most frequent first. */
  readonly codes: Readonly<Record<string, number>>;
  /** Of the matching decisions, what each monitor would have done. */
  readonly monitors: Readonly<Record<string, MonitorTally>>;
}

export interface Counter {
  line(): void;
  skip(): void;
  match(decision: LoggedDecision): void;
  tally(): Tally;
}

export function createCounter(): Counter {
  let lines = 0;
  let skipped = 0;
  let matched = 0;
  const outcomes = new Map<string, number>();
  const codes = createCount('further codes');
  const monitors = createMonitorCounter();
  return {
    line: () => {
      lines += 1;
    },
    skip: () => {
      skipped += 1;
    },
    match(decision) {
      const { outcome, code } = decision;
      matched += 1;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      monitors.match(decision);
      if (code !== undefined) codes.add(code);
    },
    tally: () => ({
      lines,
      skipped,
      decisions: lines - skipped,
      matched,
      outcomes: Object.fromEntries(outcomes),
      codes: codes.byName(),
      monitors: monitors.tally(),
    }),
  };
}
