import type { CallReasonCode } from '@gangway/core';
import type { CallPurpose } from '@gangway/hop';

/** All values of a header, by its name in lower case; none where it is absent. */
export type HeaderValues = (name: string) => readonly string[];

/** Why a call is not let in. */
export interface CallRefusal {
  readonly code: CallReasonCode;
  readonly detail: string;
  /** Headers for the denial, where it can be signed: the call itself was authentic. */
  readonly seal?: Seal;
}

/** What makes an answer authentic: headers over its body as it goes out. */
export type Seal = (body: string) => Readonly<Record<string, string>>;

/** A call whose headers are sound; its body is still to come. */
export interface Ticket {
  /** Milliseconds that the caller waits for the answer, from when the call came; absent where it does not say. */
  readonly budgetMs?: number;
  /** Whether the body is the one that was signed, and came for the first time. Asked once, before anything is parsed. */
  admit(body: Uint8Array): CallRefusal | { readonly seal: Seal };
}

/** Says which calls are let in, before anything of them is parsed. */
export interface Gate {
  /** Whether the time of a call that is made now would be taken. */
  isReady(): boolean;
  /** Whether there is what calls are verified with. It never rejects. */
  hasKeys(): boolean | Promise<boolean>;
  /** Looks at the headers alone, so that the body of a stranger is not even read. */
  open(
    purpose: CallPurpose,
    header: HeaderValues,
  ): Ticket | CallRefusal | Promise<Ticket | CallRefusal>;
}

export const refusal = (code: CallReasonCode, detail: string): CallRefusal =>
  Object.freeze({ code, detail });

export const isRefusal = (value: object): value is CallRefusal => 'code' in value;
