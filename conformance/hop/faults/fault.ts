import { type Asked, right } from '../proxied.js';

/** A fault on the hop, and what came of it. */
export type FaultRow = {
  readonly fault: string;
  /** What the handler answered, or the container to who called it without a proxy. */
  readonly answer: string;
  /** Of the proxy's log line. */
  readonly 'code at the proxy': string;
  /** Of the container's decisions; empty where the call never came to one. */
  readonly 'code at the container': string;
  /** How often the proxy called for it; none where it was not the proxy that did. */
  readonly calls: number;
  readonly ms: number;
  /** What the next good event through the same proxy came to. */
  readonly next: string;
  readonly figures: string;
};

/** A fault that was tried. */
export interface Tried {
  readonly row: FaultRow;
  /** What it may come to: codes, or {@link right} where it is close to a fault and none. */
  readonly wanted: readonly string[];
  readonly got: string;
}

/** What faults are tried with. */
export interface FaultBench {
  readonly key: string;
  /** The bundle of a container in a process of its own. */
  readonly program: string;
  readonly progress: (line: string) => void;
}

/** A fault, or some of a kind. */
export type Fault = (bench: FaultBench) => Promise<readonly Tried[]>;

/** What came of an event that the proxy was given while a fault lasted. */
export function tried(found: {
  readonly fault: string;
  readonly wanted: string | readonly string[];
  readonly asked: Asked;
  readonly atContainer?: string;
  /** Empty where nothing could come next. */
  readonly next: string;
}): Tried {
  const { fault, wanted, asked, atContainer = '', next } = found;
  const { answer, code, calls, ms } = asked;
  return {
    wanted: [wanted].flat(),
    got: answer === 'deny' ? code : answer,
    row: {
      fault,
      answer: answer === right ? 'allow' : answer,
      'code at the proxy': code,
      'code at the container': atContainer,
      calls,
      ms: Math.round(ms),
      next,
      figures: '',
    },
  };
}
