import type { Clock, CommitPlan, LedgerEntry } from '@gangway/core';
import type { ControlMemory } from './control.js';
import type { DevicesTable } from './devices-table.js';

/** What the ledger of a table works with. */
export interface LedgerParts {
  readonly table: DevicesTable;
  readonly clock: Clock;
  readonly control: ControlMemory;
}

/** A commit that is asked for, planned. */
export interface AskedCommit extends LedgerParts {
  readonly entry: LedgerEntry;
  readonly plan: CommitPlan;
  readonly now: number;
  readonly signal: AbortSignal;
}
