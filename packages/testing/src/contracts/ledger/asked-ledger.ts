import type { ClaimLedger, CommitResult, Confirmation, Intent, Release } from '@gangway/core';
import { type FakeClock, fakeClock } from '../../doubles/fake-clock.js';
import { type EntryOptions, entryOf, idOf } from './ledger-entry.js';

/** An empty ledger that tells time by the clock it is given. */
export type MakeLedger = (clock: FakeClock) => ClaimLedger | Promise<ClaimLedger>;

/** A ledger under test, asked in the names of a test: certificates are `a`, `b`, … */
export interface AskedLedger {
  readonly clock: FakeClock;
  readonly ledger: ClaimLedger;
  /** `committed`, `replay` or the code of the denial. */
  commit(name: string, intents: readonly Intent[], options?: EntryOptions): Promise<string>;
  /** A certificate has connected: now, or so many milliseconds ago. */
  confirm(name: string, ago?: number): Promise<Confirmation>;
  release(deviceId: string, terms?: ReleaseTerms): Promise<Release>;
}

interface ReleaseTerms {
  readonly name?: string;
  readonly confirmed?: boolean;
}

export const signal: AbortSignal = new AbortController().signal;
export const aborted: AbortSignal = AbortSignal.abort(new Error('too late'));

export const outcomeOf = (result: CommitResult): string =>
  result.kind === 'deny' ? result.code : result.kind;

/** Whether a call was answered or rejected. */
export const settling = (call: Promise<unknown>): Promise<'answered' | 'rejected'> =>
  call.then(
    () => 'answered',
    () => 'rejected',
  );

/** With what a call rejects; `undefined` where it is answered. */
export const faultOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Makes a ledger and the names to ask it by. */
export async function askedLedger(make: MakeLedger): Promise<AskedLedger> {
  const clock = fakeClock();
  return asked(await make(clock), clock);
}

export const asked = (ledger: ClaimLedger, clock: FakeClock): AskedLedger => ({
  clock,
  ledger,
  commit: async (name, intents, options) =>
    outcomeOf(await ledger.commit(entryOf(name, intents, options), { signal })),
  confirm: (name, ago = 0) =>
    ledger.confirm({ certificateId: idOf(name), at: clock.now() - ago }, { signal }),
  release: (deviceId, { name, ...terms } = {}) =>
    ledger.release(deviceId, {
      ...terms,
      ...(name === undefined ? {} : { certificateId: idOf(name) }),
      signal,
    }),
});
