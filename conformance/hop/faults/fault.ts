import type { Asked } from '../proxied.js';

/** A denial in time; or the right answer, where what is tried is close to a fault and none. */
export type Wanted = 'deny' | 'right';

/** A fault on the hop, and what came of it. */
export type FaultRow = {
  readonly fault: string;
  /** What it must come to. */
  readonly wanted: Wanted;
  /** What the handler answered, or the container to who called it without a proxy. */
  readonly answer: string;
  /** Of the proxy's log line. */
  readonly 'code at the proxy': string;
  /** Of the container's decisions; empty where the call never came to one. */
  readonly 'code at the container': string;
  readonly ms: number;
  /** What the next good event through the same proxy came to. */
  readonly next: string;
};

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

/** A row about what the proxy was asked while a fault lasted. */
export function rowOf(found: {
  readonly fault: string;
  readonly wanted?: Wanted;
  readonly asked: Asked;
  readonly atContainer?: string;
  readonly next: string;
}): FaultRow {
  const { fault, wanted = 'deny', asked, atContainer = '', next } = found;
  return {
    fault,
    wanted,
    answer: asked.answer,
    'code at the proxy': asked.code,
    'code at the container': atContainer,
    ms: Math.round(asked.ms),
    next,
  };
}
