import {
  bindCertificate,
  type ClaimLedger,
  claimDevice,
  countAgainstQuota,
  type DeviceStore,
  type LedgerEntry,
  spendNonce,
} from '@gangway/core';
import type { AsyncCommand } from 'fast-check';
import type { FakeClock } from '../../doubles/fake-clock.js';
import { entryOf } from '../ledger/ledger-entry.js';
import type { Ask, Model } from './model.js';

/** What is compared with the model: a ledger, and the store that it is of, if it is of one. */
export interface System {
  readonly ledger: ClaimLedger;
  readonly store?: DeviceStore;
}

/** The system while it is asked, and what it was asked so far. */
export interface RunningSystem extends System {
  readonly clock: FakeClock;
  readonly asks: Ask[];
}

export type Command = AsyncCommand<Model, RunningSystem>;

/** A call that must be answered alike by both; its text stands in the report of a failing sequence. */
export const command = (text: string, run: Command['run']): Command => ({
  check: () => true,
  run,
  toString: () => text,
});

/** The entry that says what an ask means. */
export function toEntry(ask: Ask): LedgerEntry {
  const { certificate, key, parameters, answer, claims, bindTo, counts, nonce } = ask;
  return entryOf(
    certificate,
    [
      ...claims.map(({ device, leaseMs, grounds, listedAs }) => {
        const terms = { leaseMs, replaces: grounds };
        return claimDevice(device, listedAs === undefined ? terms : { ...terms, listedAs });
      }),
      ...(bindTo === undefined ? [] : [bindCertificate(bindTo)]),
      ...counts.map(({ quota, limit, windowMs }) =>
        countAgainstQuota(quota, { limit, ...(windowMs === undefined ? {} : { windowMs }) }),
      ),
      ...(nonce === undefined ? [] : [spendNonce(nonce.name, nonce.expiresAt)]),
    ],
    {
      key,
      parametersHash: Buffer.from(parameters).toString('hex').padStart(64, '0'),
      answer: { Answer: { source: 'model', value: answer } },
    },
  );
}
