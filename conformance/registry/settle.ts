import { setTimeout as pause } from 'node:timers/promises';
import { type ClaimLedger, type CommitResult, type LedgerEntry, PortError } from '@gangway/core';

export interface Settled {
  readonly result: CommitResult;
  /** How often the store could not be asked before. */
  readonly failures: number;
}

/** Commits as a device makes it be done: an answer that did not come is asked for again, unchanged. */
export async function settle(ledger: ClaimLedger, entry: LedgerEntry): Promise<Settled> {
  for (let failures = 0; ; failures += 1) {
    try {
      return {
        result: await ledger.commit(entry, { signal: AbortSignal.timeout(30_000) }),
        failures,
      };
    } catch (error) {
      if (!(error instanceof PortError) || failures === 20) throw error;
      await pause(10);
    }
  }
}
