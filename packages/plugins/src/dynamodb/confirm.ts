import {
  type Claim,
  type ClaimLedger,
  type Confirmation,
  concerns,
  type Presence,
} from '@gangway/core';
import type { Item } from './attribute-value.js';
import type { Change } from './change.js';
import type { LedgerParts } from './ledger-parts.js';
import { claimIn, everClaimedIn, type Settled, settledIn } from './stored-items.js';
import { keyOf } from './table-layout.js';
import { type Obstacle, untilAnswered } from './until-answered.js';

/** @param presenceEveryMs how much newer than the one on record an event must be to be put on record */
export const confirmBy =
  (parts: LedgerParts, presenceEveryMs: number): ClaimLedger['confirm'] =>
  async (presence, { signal }) => {
    signal.throwIfAborted();
    return untilAnswered(parts.clock, signal, (attempt) =>
      confirmOnce(parts, presence, presenceEveryMs, attempt > 0, signal),
    );
  };

/**
 * @param looks whether to read the devices first; else each is taken to wait for this event, which is so but for races,
 *   takeovers and events that come late
 */
async function confirmOnce(
  parts: LedgerParts,
  presence: Presence,
  presenceEveryMs: number,
  looks: boolean,
  signal: AbortSignal,
): Promise<Confirmation | Obstacle> {
  const { table, control } = parts;
  const certificate = keyOf.certificate(presence.certificateId);
  const take = control.begin();
  const items = await table.readMany([certificate, keyOf.control], signal);
  take(items.get(keyOf.control));
  const item = items.get(certificate);
  const note = presenceDue(items.get(keyOf.control), presence.at, presenceEveryMs);
  const settled = settledIn(item);
  const claimed = everClaimedIn(item, presence.certificateId);
  const isSettled = settled !== undefined && isSince(presence, settled.claimedUpTo);
  if (isSettled || claimed.length === 0) {
    for (const change of note) await table.update(change, signal);
    return found('already-confirmed', settled?.deviceIds ?? []);
  }
  const { admittedAt } = item as { readonly admittedAt?: number };
  const expected =
    looks || admittedAt === undefined || !isSince(presence, admittedAt)
      ? await readOwn(parts, claimed, presence, signal)
      : { own: claimed, fresh: claimed, waiting: [], claimedUpTo: admittedAt };
  const { own, fresh, waiting, claimedUpTo } = expected;
  // The event goes on record together with the claim that it confirms, never before: in between it would look like
  // another device's, and let that claim be taken over.
  const changes = [
    ...fresh.map((id) => confirmation(id, presence, claimedUpTo)),
    ...(waiting.length > 0
      ? []
      : [settlement(certificate, item?.revision, { deviceIds: own, claimedUpTo })]),
    ...note,
  ];
  const cancelled = changes.length === 0 ? undefined : await table.transact(changes, signal);
  if (cancelled !== undefined) return cancelled.kind === 'contended' ? 'contended' : 'changed';
  return found(fresh.length > 0 ? 'confirmed' : 'already-confirmed', own);
}

/** Whether a presence is about a claim of its certificate, by the time of the claim alone. */
const isSince = (presence: Presence, claimedAt: number): boolean =>
  concerns(presence, { certificateId: presence.certificateId, claimedAt });

const found = (
  kind: 'confirmed' | 'already-confirmed',
  deviceIds: readonly string[],
): Confirmation => (deviceIds.length === 0 ? { kind: 'no-claim' } : { kind, deviceIds });

/** Every device of a fleet connects, and all would write this one item: so it is written once in a while only. */
function presenceDue(item: Item | undefined, at: number, everyMs: number): readonly Change[] {
  const { lastPresenceAt } = (item ?? {}) as { lastPresenceAt?: number };
  if (lastPresenceAt !== undefined && at < lastPresenceAt + Math.max(everyMs, 1)) return [];
  return [
    {
      key: keyOf.control,
      update: 'SET #lastPresenceAt = :at',
      condition: 'attribute_not_exists(#lastPresenceAt) OR #lastPresenceAt < :at',
      values: { at },
    },
  ];
}

/** @param claimedUpTo a claim that is newer than this was not looked at: the event may be older than it */
const confirmation = (
  deviceId: string,
  { certificateId, at }: Presence,
  claimedUpTo: number,
): Change => ({
  key: keyOf.device(deviceId),
  update: 'SET #claim.#confirmedAt = :at',
  condition:
    '#claim.#certificateId = :own AND attribute_not_exists(#claim.#confirmedAt) AND #claim.#claimedAt <= :claimedUpTo',
  values: { at, own: certificateId, claimedUpTo },
});

/**
 * Later events of the certificate, one for each time that it connects, then cost a read and no write. Every commit and
 * every release gives the certificate a new revision, and takes this back.
 */
const settlement = (key: string, revision: unknown, settled: Settled): Change => ({
  key,
  update: 'SET #settled = :settled',
  condition: '#revision = :revision',
  values: { settled: JSON.stringify(settled), revision },
});

/**
 * The certificate's claims that the event concerns, those of them that nobody confirmed, and those that go on waiting for
 * another event.
 */
async function readOwn(
  { table }: LedgerParts,
  deviceIds: readonly string[],
  presence: Presence,
  signal: AbortSignal,
) {
  const items = await table.readMany(deviceIds.map(keyOf.device), signal);
  const claims = deviceIds
    .map((id) => claimIn(items.get(keyOf.device(id))))
    .filter((claim) => claim !== undefined)
    .filter(({ certificateId }) => certificateId === presence.certificateId);
  const own = claims.filter((claim) => concerns(presence, claim));
  const idsOf = (some: readonly Claim[]) => some.map(({ deviceId }) => deviceId);
  const unconfirmed = (some: readonly Claim[]) =>
    idsOf(some.filter(({ confirmedAt }) => confirmedAt === undefined));
  return {
    own: idsOf(own),
    fresh: unconfirmed(own),
    // Not settled either while an event concerns some alone: what it says of all would say too much of these.
    waiting: idsOf(claims.filter((claim) => !own.includes(claim))),
    claimedUpTo: Math.max(0, ...own.map(({ claimedAt }) => claimedAt)),
  };
}
