import type { ImpostorKind } from './fleet.js';

/** What came of one device or impostor in the end. */
export interface Verdict {
  readonly who: string;
  readonly kind: 'genuine' | ImpostorKind;
  /** Which way an impostor went about it, such as `prefix` or `used-token`. */
  readonly variant?: string;
  readonly outcome: 'admitted' | 'refused';
  /** Why it was refused: the hook's reason code, or AWS IoT's `errorCode`, or where it got stuck, such as `NOT_CONNECTED`. */
  readonly reason?: string;
  /** How often it began anew, because of a fault. */
  readonly retries: number;
}

/** An answer that should have been another. */
export interface WrongAnswer {
  readonly who: string;
  readonly kind: 'genuine' | ImpostorKind;
  /** `REFUSED_GENUINE`, `ADMITTED_IMPOSTOR`, `DOUBLE_CLAIM`, `CANNOT_CONNECT`, `WRONG_THING`. */
  readonly code: WrongAnswerCode;
  readonly detail: string;
}

export type WrongAnswerCode =
  | 'REFUSED_GENUINE'
  | 'ADMITTED_IMPOSTOR'
  | 'DOUBLE_CLAIM'
  | 'CANNOT_CONNECT'
  | 'WRONG_THING';

/** Milliseconds. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** What is timed of a device: each step on the way, and all of it. */
export type Step = 'connect' | 'create' | 'register' | 'hook' | 'reconnect' | 'whole';

/** What a rehearsal found. `decisions` are the same for the same seed; times are not. */
export interface RehearsalReport {
  readonly seed: number;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly beganAt: number;
  readonly durationMs: number;
  readonly concurrency: number;
  readonly templateName: string;
  readonly hook: string;
  readonly admitted: number;
  readonly refused: number;
  /** How many of each kind came, and how many of them were admitted. */
  readonly kinds: readonly {
    readonly kind: 'genuine' | ImpostorKind;
    readonly came: number;
    readonly admitted: number;
  }[];
  /** Most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly wrong: readonly WrongAnswer[];
  readonly latency: Readonly<Partial<Record<Step, Percentiles>>>;
  /** Faults that were put in, by name. */
  readonly faults: Readonly<Record<string, number>>;
  /** What happened in each second from the beginning, in order. */
  readonly timeline: readonly {
    readonly second: number;
    readonly admitted: number;
    readonly refused: number;
    readonly retries: number;
  }[];
  readonly verdicts: readonly Verdict[];
  /** SHA-256 over the verdicts, without their retries, lowercase hex: two rehearsals with one seed have one. */
  readonly decisionsHash: string;
}

/** How far a rehearsal is. */
export interface RehearsalProgress {
  readonly done: number;
  readonly total: number;
  readonly admitted: number;
  readonly refused: number;
  readonly wrong: number;
  readonly retries: number;
  readonly elapsedMs: number;
}
