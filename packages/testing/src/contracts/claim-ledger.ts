import type { ClaimLedger } from '@gangway/core';
import { describe } from 'mocha';
import type { FakeClock } from '../doubles/fake-clock.js';
import type { MakeLedger } from './ledger/asked-ledger.js';
import { describeAtomicity } from './ledger/atomicity.js';
import { describeCounters } from './ledger/counters.js';
import { describeIds } from './ledger/ids.js';
import { describeListedElsewhere } from './ledger/listed-elsewhere.js';
import { describePresence } from './ledger/presence.js';
import { describeRaces } from './ledger/races.js';
import { describeOrSkip } from './ledger/races-skipped.js';
import { describeReleases } from './ledger/releases.js';
import { describeRepeats } from './ledger/repeats.js';
import { describeTakeovers } from './ledger/takeovers.js';
import { describeModelRuns } from './model/model-runs.js';

/** How much of a suite is run. */
export interface ContractOptions {
  /** How many random sequences of calls are compared with the model, 25 unless given. */
  readonly runs?: number;
  /** Why calls cannot be made at once here, where the server under test is itself unsafe: the races are then skipped, and say so. */
  readonly noRaces?: string;
}

/**
 * What every `ClaimLedger` does. Run it in the adapter's own tests; for a whole store, `deviceStoreContract` runs it.
 *
 * @param make an empty ledger that tells time by the clock it is given
 * @example
 * claimLedgerContract('memory', (clock) => openMemoryStore(clock).ledger);
 */
export function claimLedgerContract(
  name: string,
  make: (clock: FakeClock) => ClaimLedger | Promise<ClaimLedger>,
  { runs = 25, noRaces }: ContractOptions = {},
): void {
  describe(`ClaimLedger contract: ${name}`, () => {
    describeLedger(make, noRaces);
    describeModelRuns(async (clock) => ({ ledger: await make(clock) }), runs);
  });
}

/** All of the contract but the model. */
export function describeLedger(make: MakeLedger, noRaces?: string): void {
  describeRepeats(make);
  describeTakeovers(make);
  describeListedElsewhere(make);
  describeCounters(make);
  describeAtomicity(make);
  describePresence(make);
  describeReleases(make);
  describeOrSkip(() => describeRaces(make), noRaces);
  describeIds(make);
}
