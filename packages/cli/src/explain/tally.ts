import type { LoggedDecision } from './logged-decision.js';

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
}

// A log may hold any number of made-up codes; what is over this is counted as one.
const mostCodes = 1_000;
const furtherCodes = 'further codes';

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
  const codes = new Map<string, number>();
  return {
    line: () => {
      lines += 1;
    },
    skip: () => {
      skipped += 1;
    },
    match({ outcome, code }) {
      matched += 1;
      increment(outcomes, outcome);
      if (code === undefined) return;
      increment(codes, codes.size < mostCodes || codes.has(code) ? code : furtherCodes);
    },
    tally: () => ({
      lines,
      skipped,
      decisions: lines - skipped,
      matched,
      outcomes: Object.fromEntries(outcomes),
      codes: Object.fromEntries([...codes].toSorted(([, a], [, b]) => b - a)),
    }),
  };
}

const increment = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};
