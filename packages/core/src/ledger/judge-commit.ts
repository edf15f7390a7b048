import type { Admission, Claim } from '../domain/claim.js';
import type { LedgerDenialCode } from '../domain/reason-codes-ledger.js';
import {
  type CommitResult,
  committed,
  denyCommit,
  type LedgerEntry,
  replay,
} from '../ports/claim-ledger.js';
import type { DeviceState } from '../ports/device-registry.js';
import type { CommitPlan, PlannedClaim } from './plan-commit.js';

/** What a store holds of all that an entry touches, read in the transaction that is to write it. */
export interface LedgerState {
  readonly admission?: Admission;
  /** The claims on the plan's devices, and on those that the admission claimed. */
  claimOn(deviceId: string): Claim | undefined;
  /** What is written of a device besides its claim; `undefined` where this store does not know it. */
  stateOf(deviceId: string): DeviceState | undefined;
  /** How often a counter was counted. */
  counted(counter: string): number;
  /** Until when a nonce is remembered, in milliseconds since 1970; `undefined` for one never spent. */
  spentUntil(nonce: string): number | undefined;
  /** When the newest presence event took place, in milliseconds since 1970. */
  readonly lastPresenceAt?: number;
}

/**
 * What a ledger answers to an entry. It is the rule that every adapter keeps; how what it reads and writes stays one
 * transaction is the adapter's part.
 *
 * @param now milliseconds since 1970-01-01T00:00:00Z
 * @returns `committed` when the plan is to be written; else what to answer, with nothing written
 * @example
 * // A ledger in a Map: nothing is awaited between looking and writing.
 * const answerOf = (entry: LedgerEntry, plan: CommitPlan, claims: ReadonlyMap<string, Claim>, now: number) =>
 *   judgeCommit(entry, plan, {
 *     claimOn: (deviceId) => claims.get(deviceId),
 *     stateOf: () => undefined,
 *     counted: () => 0,
 *     spentUntil: () => undefined,
 *   }, now);
 */
export function judgeCommit(
  entry: LedgerEntry,
  plan: CommitPlan,
  state: LedgerState,
  now: number,
): CommitResult {
  const { admission } = state;
  if (admission?.committed !== undefined) {
    return judgeRepeat(entry, plan, admission, admission.committed, state);
  }
  if (plan.boundTo !== undefined && (admission?.boundTo ?? plan.boundTo) !== plan.boundTo) {
    return no('CERTIFICATE_BOUND', `to "${admission?.boundTo}"`);
  }
  for (const claim of plan.claims) {
    const denial = judgeClaim(entry, claim, state, now);
    if (denial !== undefined) return denial;
  }
  const over = plan.counts.find(({ counter, add, limit }) => state.counted(counter) + add > limit);
  if (over !== undefined) return no('QUOTA_EXCEEDED', `${over.counter}, ${over.limit}`);
  const spent = plan.nonces.find(({ nonce }) => (state.spentUntil(nonce) ?? 0) > now);
  return spent === undefined ? committed() : no('NONCE_SPENT', 'within its lifetime');
}

/**
 * The same request again gets the same answer, for as long as what it claimed is still its own, and as long as nothing is
 * asked of it that was not asked then: a hook that has since learnt to claim must not let in what never did.
 */
function judgeRepeat(
  { certificateId, parametersHash }: LedgerEntry,
  plan: CommitPlan,
  { boundTo }: Admission,
  earlier: NonNullable<Admission['committed']>,
  state: LedgerState,
): CommitResult {
  if (earlier.parametersHash !== parametersHash) {
    return no('REQUEST_CHANGED', 'another template or other parameters than at the first commit');
  }
  const isNew = plan.claims.find(({ deviceId }) => !earlier.deviceIds.includes(deviceId));
  if (isNew !== undefined || (plan.boundTo ?? boundTo) !== boundTo) {
    return no('REQUEST_CHANGED', 'the hook asks for a device that the first commit did not claim');
  }
  for (const deviceId of earlier.deviceIds) {
    if (state.claimOn(deviceId)?.certificateId !== certificateId) {
      return no('CLAIM_SUPERSEDED', `"${deviceId}" is no longer claimed by this certificate`);
    }
    const withdrawn = judgeState(deviceId, state.stateOf(deviceId));
    if (withdrawn !== undefined) return withdrawn;
  }
  return replay(earlier.answer);
}

function judgeClaim(
  entry: LedgerEntry,
  planned: PlannedClaim,
  state: LedgerState,
  now: number,
): CommitResult | undefined {
  const { deviceId } = planned;
  // Where the devices stand elsewhere, what their registry said is all that is known.
  const written = state.stateOf(deviceId) ?? planned.listedAs;
  const withdrawn = judgeState(deviceId, written);
  if (withdrawn !== undefined) return withdrawn;
  const claim = state.claimOn(deviceId);
  if (claim === undefined) {
    // Brought from elsewhere in this state: by which certificate, nobody here knows.
    return written === 'claimed' || written === 'active'
      ? no('DEVICE_CLAIMED', `"${deviceId}" was listed as ${written}, without a claim`)
      : undefined;
  }
  if (mayReplace(claim, planned, entry, state.lastPresenceAt, now)) return undefined;
  const standing = claim.confirmedAt === undefined ? 'unconfirmed' : 'confirmed';
  return no('DEVICE_CLAIMED', `"${deviceId}" by ${claim.certificateId}, ${standing}`);
}

function judgeState(deviceId: string, state: DeviceState | undefined): CommitResult | undefined {
  return state === 'blocked' || state === 'retired'
    ? no('DEVICE_WITHDRAWN', `"${deviceId}" is ${state}`)
    : undefined;
}

/**
 * A certificate's own claim is no obstacle to it: it stands there where one device of several was released. Another's
 * never gives way once it is confirmed, and before on one of the grounds that the request brings.
 */
function mayReplace(
  claim: Claim,
  { replaces }: PlannedClaim,
  { certificateId, request }: LedgerEntry,
  lastPresenceAt: number | undefined,
  now: number,
): boolean {
  if (claim.certificateId === certificateId) return true;
  if (claim.confirmedAt !== undefined) return false;
  return replaces.some((ground) => {
    switch (ground) {
      case 'same-public-key':
        return claim.publicKeyHash === request.certificate.publicKeyHash;
      case 'proven-identity':
        return true;
      case 'lease-over':
        // Presence events came in when the lease was over: had its certificate connected, it would be known.
        return claim.leaseEndsAt <= now && (lastPresenceAt ?? 0) >= claim.leaseEndsAt;
      default:
        return false;
    }
  });
}

const no = (code: LedgerDenialCode, detail: string) => denyCommit(code, detail);
