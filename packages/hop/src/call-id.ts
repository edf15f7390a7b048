import { randomBytes } from 'node:crypto';

/** What a call is for: an event to decide about, or a presence event. */
export type CallPurpose = 'event' | 'presence';

/** What stands in a call's id, and so inside what is signed. */
export interface CallId {
  readonly purpose: CallPurpose;
  /** Milliseconds that the caller still has for the answer, from when it sent the call. */
  readonly budgetMs: number;
}

const shape = /^(event|presence)_(0|[1-9]\d{0,4})_[0-9a-f]{32}$/;

/**
 * An id for one call: `event_4320_` and 32 random hex digits. A signature covers id, time and body and nothing else, so what
 * the call is for, and how long the caller waits, stand in the id.
 *
 * @param budgetMs rounded down, and held between 0 and 99,999
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @example newCallId('event', 4_320.7).startsWith('event_4320_'); // true
 */
export function newCallId(purpose: CallPurpose, budgetMs: number): string {
  const budget = Math.floor(Math.min(Math.max(budgetMs, 0), 99_999));
  return `${purpose}_${budget}_${randomBytes(16).toString('hex')}`;
}

/**
 * Reads the id of a call; `undefined` for anything that {@link newCallId} does not make.
 *
 * @example
 * parseCallId(newCallId('presence', 900)); // { purpose: 'presence', budgetMs: 900 }
 */
export function parseCallId(id: string): CallId | undefined {
  const [, purpose, budget] = shape.exec(id) ?? [];
  if (purpose === undefined || budget === undefined) return undefined;
  return { purpose: purpose === 'event' ? 'event' : 'presence', budgetMs: Number(budget) };
}
