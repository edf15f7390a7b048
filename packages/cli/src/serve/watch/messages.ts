import type {
  CoreReasonCode,
  Decision,
  LogLevel,
  PortAnswer,
  PortCall,
  PresenceOutcome,
} from '@gangway/core';
import type { CliFaultCode } from '../../cli-fault.js';

/** How long a call has, by the clock of whoever makes it: the hook may have a clock of its own. */
interface Remaining {
  readonly remainingMs?: number;
}

/** What a version of the hook is asked, and what it answers. Events go as the JSON that they came as. */
export interface Calls {
  decide: {
    readonly args: Remaining & { readonly event: string; readonly requestId?: string };
    readonly answer: Decision;
  };
  refuse: {
    readonly args: Remaining & {
      readonly code: CoreReasonCode;
      readonly detail: string;
      readonly requestId?: string;
    };
    readonly answer: Decision;
  };
  take: {
    readonly args: Remaining & { readonly message: string };
    readonly answer: PresenceOutcome;
  };
  prepare: { readonly args: undefined; readonly answer: undefined };
  probe: { readonly args: undefined; readonly answer: readonly PortAnswer[] };
  /** Of a hook file whose `serve.keys` is a function. */
  keys: { readonly args: undefined; readonly answer: readonly string[] };
}

export type CallName = keyof Calls;

/** One call, of any name. */
export type Call = {
  readonly [Name in CallName]: { readonly name: Name; readonly args: Calls[Name]['args'] };
}[CallName];

/** What the supervisor tells the process of a version. That it is to end, the closed channel tells. */
export type ToVersion =
  | { readonly kind: 'open'; readonly hook: string }
  | { readonly kind: 'compose'; readonly logLevel: LogLevel }
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  | { readonly kind: 'abort'; readonly id: number }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>>;
    };

/** What the process of a version tells the supervisor. */
export type FromVersion =
  | { readonly kind: 'file'; readonly path: string }
  /** `settings` is what the hook file exports as `serve`, without functions. */
  | { readonly kind: 'opened'; readonly settings: unknown; readonly givesKeys: boolean }
  | { readonly kind: 'composed'; readonly takesPresence: boolean; readonly logsAsTold: boolean }
  | {
      readonly kind: 'failed';
      readonly code: CliFaultCode;
      readonly message: string;
      readonly stack: string;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'thrown';
      readonly id: number;
      /** Of a `PortError`. */
      readonly code?: string;
      readonly message: string;
    }
  | { readonly kind: 'observed'; readonly call: PortCall };
