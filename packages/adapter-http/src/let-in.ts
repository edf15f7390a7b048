import { type CoreReasonCode, coreReasonCodes } from '@gangway/core';
import type { CallPurpose } from '@gangway/hop';
import type { Body, Unread } from './body.js';
import {
  type CallRefusal,
  type Gate,
  type HeaderValues,
  isRefusal,
  type Seal,
} from './gate/gate.js';

/** A request that brings something. */
export interface IncomingCall {
  readonly requestId: string;
  readonly header: HeaderValues;
  readBody(): Promise<Body>;
}

/** A call that passed the gate, with its body as it came. */
export interface LetIn {
  readonly body: Uint8Array;
  readonly seal: Seal;
  /** Milliseconds that the caller waits, from when the call came; absent where it does not say. */
  readonly budgetMs: number | undefined;
}

/** A call that did not, or whose body was not there. */
export interface TurnedAway {
  readonly status: number;
  readonly code: CoreReasonCode;
  readonly detail: string;
  /** What the caller is told of it. */
  readonly error?: string;
  readonly seal?: Seal;
}

/** Takes a call through the gate: headers first, then the body, then whether the body is the one that was signed. */
export async function letIn(
  gate: Gate,
  purpose: CallPurpose,
  { header, readBody }: IncomingCall,
): Promise<LetIn | TurnedAway> {
  const opened = gate.open(purpose, header);
  // Nothing is waited for that is there: the body's time runs.
  const ticket = opened instanceof Promise ? await opened : opened;
  if (isRefusal(ticket)) return turnedAway(ticket);
  const body = await readBody();
  if (typeof body === 'string') return unread[body];
  const admitted = ticket.admit(body);
  if (isRefusal(admitted)) return turnedAway(admitted);
  return { body, seal: admitted.seal, budgetMs: ticket.budgetMs };
}

export const isTurnedAway = (call: LetIn | TurnedAway): call is TurnedAway => 'code' in call;

/** The code is no secret: whoever calls with a wrong key has to find out. */
const turnedAway = (refusal: CallRefusal): TurnedAway => ({
  ...refusal,
  error: refusal.code,
  status: coreReasonCodes[refusal.code].class === 'DENY_ERROR' ? 503 : 401,
});

const unread: Readonly<Record<Unread, TurnedAway>> = {
  'too large': { status: 413, code: 'BODY_TOO_LARGE', detail: 'over the limit' },
  'too slow': { status: 408, code: 'BODY_NOT_JSON', detail: 'the body was not there in time' },
  'no memory': {
    status: 503,
    code: 'OVERLOADED',
    detail: 'no memory for its body',
    error: 'OVERLOADED',
  },
  'broken off': { status: 400, code: 'BODY_NOT_JSON', detail: 'the body broke off' },
};
