import { randomUUID } from 'node:crypto';
import { type Claim, type ClaimLedger, type DeviceState, judgeRelease } from '@gangway/core';
import type { Change } from './change.js';
import type { LedgerParts } from './ledger-parts.js';
import { claimIn, listedIn } from './stored-items.js';
import { keyOf } from './table-layout.js';
import { untilAnswered } from './until-answered.js';

export const releaseBy =
  ({ table, clock }: LedgerParts): ClaimLedger['release'] =>
  async (deviceId, { signal, ...terms }) => {
    signal.throwIfAborted();
    const key = keyOf.device(deviceId);
    return untilAnswered(clock, signal, async () => {
      const item = await table.read(key, signal);
      const claim = claimIn(item);
      const listed = listedIn(item);
      const answer = judgeRelease(claim, listed, terms);
      if (answer.kind !== 'released') return answer;
      const due = claim === undefined ? [listAsExpected(key, listed)] : takeOff(key, claim);
      const cancelled = await table.transact(due, signal);
      if (cancelled === undefined) return answer;
      return cancelled.kind === 'contended' ? 'contended' : 'changed';
    });
  };

/** The claim goes exactly as it was read, and its certificate's admission with it. */
const takeOff = (key: string, claim: Claim): readonly Change[] => [
  {
    key,
    update: 'REMOVE #claim',
    condition: `#claim.#certificateId = :own AND #claim.#claimedAt = :claimedAt AND ${
      claim.confirmedAt === undefined ? 'attribute_not_exists' : 'attribute_exists'
    }(#claim.#confirmedAt)`,
    values: { own: claim.certificateId, claimedAt: claim.claimedAt },
  },
  {
    key: keyOf.certificate(claim.certificateId),
    update: 'REMOVE #committed, #settled SET #revision = :revision',
    values: { revision: randomUUID() },
  },
];

/** A device that was listed as claimed or active, by whom nobody knows. */
const listAsExpected = (key: string, listed: DeviceState | undefined): Change => ({
  key,
  update: 'SET #listed = :expected',
  condition: 'attribute_not_exists(#claim) AND #listed = :listed',
  values: { expected: 'expected', listed },
});
