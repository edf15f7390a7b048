/** How a suite is run. */
export interface SuiteOptions {
  /** The same seed gives the same cases. */
  readonly seed: number;
  /** How many random cases, where a suite has any. */
  readonly runs: number;
  /** Says what is going on, on standard error. */
  readonly progress: (line: string) => void;
}

/** What a suite found: what it did in a line, and each thing that is wrong. */
export interface SuiteResult {
  readonly summary: string;
  readonly faults: readonly string[];
  /** Why it did not run, when something that it needs is missing on this machine. */
  readonly skipped?: string;
  /** What it found, one by one, where that says more than a line: printed as a table. All have the same columns. */
  readonly rows?: readonly SuiteRow[];
}

/** Cells by their columns' names. */
export type SuiteRow = Readonly<Record<string, string | number>>;

export interface Suite {
  readonly name: string;
  /** What the full count of random cases is; conformance runs a hundredth of it. */
  readonly fullRuns?: number;
  run(options: SuiteOptions): Promise<SuiteResult>;
}
