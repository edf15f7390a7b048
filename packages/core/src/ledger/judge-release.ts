import type { Claim } from '../domain/claim.js';
import type { Presence, Release } from '../ports/claim-ledger.js';
import type { DeviceState } from '../ports/device-registry.js';

/** How far the clocks of AWS IoT, which tells when a certificate connected, and of a hook may be apart. */
const clockSkewMs = 300_000;

/**
 * What a ledger answers when a claim is to be released. At `released` the adapter takes the claim off, or, where none
 * stands, writes the device down as expected.
 *
 * @param claim the claim that stands on the device
 * @param listed as what the device is listed, withdrawn or not; `undefined` where the store does not know it
 * @example
 * judgeRelease(undefined, 'expected', {}).kind; // 'not-claimed'
 */
export function judgeRelease(
  claim: Claim | undefined,
  listed: DeviceState | undefined,
  terms: { readonly certificateId?: string; readonly confirmed?: boolean },
): Release {
  const { certificateId, confirmed = false } = terms;
  // Listed as claimed or active, and no claim: by which certificate, nobody here knows.
  const standing = claim !== undefined || listed === 'claimed' || listed === 'active';
  if (!standing) return { kind: 'not-claimed' };
  if (certificateId !== undefined && claim?.certificateId !== certificateId) {
    return { kind: 'refused', why: 'another-certificate' };
  }
  const seen = claim === undefined ? listed === 'active' : claim.confirmedAt !== undefined;
  if (seen && !confirmed) return { kind: 'refused', why: 'confirmed' };
  return claim === undefined ? { kind: 'released' } : { kind: 'released', claim };
}

/**
 * Whether a presence is about a claim: the same certificate, and not before the claim. An event of an earlier life that
 * is delivered late, or once more, confirms nothing.
 *
 * @example
 * const concerned = (claims: readonly Claim[], presence: Presence) =>
 *   claims.filter((claim) => concerns(presence, claim));
 */
export const concerns = (
  { certificateId, at }: Presence,
  claim: Pick<Claim, 'certificateId' | 'claimedAt'>,
): boolean => claim.certificateId === certificateId && at >= claim.claimedAt - clockSkewMs;
