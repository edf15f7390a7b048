import type { Claim } from '../domain/claim.js';
import type { LedgerEntry } from '../ports/claim-ledger.js';
import type { PlannedClaim } from './plan-commit.js';

/**
 * The claim that a store writes for an entry. A certificate that claims anew what it has claimed before keeps its
 * confirmation: it has been seen to connect, whatever it asks for now.
 *
 * @param now milliseconds since 1970-01-01T00:00:00Z
 * @param earlier the claim that stands on the device, if any does
 * @example
 * const writes = (entry: LedgerEntry, plan: CommitPlan, now: number) =>
 *   plan.claims.map((planned) => claimOf(entry, planned, now));
 */
export function claimOf(
  entry: LedgerEntry,
  planned: PlannedClaim,
  now: number,
  earlier?: Claim,
): Claim {
  const { certificateId, parametersHash, request, answer } = entry;
  const confirmedAt = earlier?.certificateId === certificateId ? earlier.confirmedAt : undefined;
  return {
    deviceId: planned.deviceId,
    certificateId,
    publicKeyHash: request.certificate.publicKeyHash,
    claimCertificateId: request.claimCertificateId,
    template: request.template.name,
    claimedAt: now,
    leaseEndsAt: now + planned.leaseMs,
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    parametersHash,
    answer,
  };
}
