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

interface Identified extends Remaining {
  readonly requestId?: string;
}

/** What a version of the hook is asked, and what it answers. Events go as JSON, which is what they came as. */
export interface Calls {
  decide: { readonly args: Identified & { readonly event: string }; readonly answer: Decision };
  refuse: {
    readonly args: Identified & { readonly code: CoreReasonCode; readonly detail: string };
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
export interface Call {
  readonly name: CallName;
  readonly args: Calls[CallName]['args'];
}

/** What the process of a version is told. That it is to end, the closed channel tells. */
export type ToVersion =
  | { readonly kind: 'open'; readonly hook: string }
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  /** Nobody waits for this call any more. */
  | { readonly kind: 'abort'; readonly id: number }
  | {
      readonly kind: 'log';
      readonly level: LogLevel;
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>>;
    };

/** What the process of a version tells the one that serves. */
export type FromVersion =
  /** It is about to read a file, which is in this state. */
  | { readonly kind: 'reads'; readonly file: string; readonly state: string }
  /** It is composed. `settings` is what the hook file exports as `serve`, without functions. */
  | {
      readonly kind: 'loaded';
      readonly settings: unknown;
      readonly givesKeys: boolean;
      readonly takesPresence: boolean;
    }
  | {
      readonly kind: 'fault';
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

/** Of a union of messages, those of one kind. */
export type OfKind<
  Message extends { readonly kind: string },
  Kind extends Message['kind'],
> = Extract<Message, { readonly kind: Kind }>;

/** What is done about a message of each kind. */
export type Handlers<Message extends { readonly kind: string }> = {
  readonly [Kind in Message['kind']]: (message: OfKind<Message, Kind>) => void;
};
