/** A fault on the hop, and what came of it. */
export interface FaultRow {
  readonly fault: string;
  /** What the handler answered, or the container to who called it without a proxy. */
  readonly answer: string;
  /** Of the proxy's log line. */
  readonly 'code at the proxy': string;
  /** Of the container's decisions; empty where the call never came to one. */
  readonly 'code at the container': string;
  readonly ms: number;
  /** What the next good event through the same proxy came to. */
  readonly next: string;
}

/** What faults are tried with. */
export interface FaultBench {
  readonly key: string;
  /** The bundle of a container in a process of its own. */
  readonly program: string;
  /** Where a fault keeps its files. */
  readonly folder: string;
  readonly progress: (line: string) => void;
}

/** A fault, or some of a kind. */
export type Fault = (bench: FaultBench) => Promise<readonly FaultRow[]>;
