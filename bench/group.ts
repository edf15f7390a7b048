import type { Row } from './row.js';

/** What a group is run with. */
export interface Bench {
  /** A fraction of the samples: enough to see that it works, not to judge by. */
  readonly quick: boolean;
  /** A folder of its own for bundles; gone after the run. */
  readonly folder: string;
  /** Says on standard error how far it is. */
  readonly progress: (done: number, of: number) => void;
}

/** Measurements that belong together, and are run by their name. */
export interface Group {
  readonly name: string;
  readonly run: (bench: Bench) => Promise<readonly Row[]>;
}
