import { randomUUID } from 'node:crypto';
import {
  type Claim,
  type CommitPlan,
  claimOf,
  type DeviceState,
  type LedgerEntry,
  type PlannedClaim,
} from '@gangway/core';
import type { Change } from './change.js';
import { claimItem, committedText } from './stored-items.js';
import { keyOf, timeToLive } from './table-layout.js';

/** What the conditions of a commit are made with. */
export interface CommitTerms {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The newest presence event that is known of. */
  readonly lastPresenceAt: number | undefined;
  /**
   * The certificate's own claim as it was read; only exactly that one passes. At first none does: of a repeat, DynamoDB
   * then gives back all that the answer needs, in the same round trip.
   */
  readonly ownClaimOn: (deviceId: string) => Claim | undefined;
}

/** A plan as one transaction whose conditions say what `judgeCommit` says. */
export const commitChanges = (
  entry: LedgerEntry,
  plan: CommitPlan,
  terms: CommitTerms,
): readonly Change[] => [
  admit(entry, plan, terms.now),
  ...plan.claims.map((claim) => claimDevice(entry, claim, terms)),
  ...plan.counts.map(({ counter, add, limit, expiresAt }) => ({
    key: keyOf.counter(counter),
    update: `ADD #count :add${expiresAt === undefined ? '' : ' SET #ttl = :ttl'}`,
    // A counter that is not there has room, unless there is no room for one alone.
    condition: `${limit < add ? '' : 'attribute_not_exists(#count) OR '}#count <= :room`,
    values: { add, room: limit - add, ttl: timeToLive(expiresAt ?? 0) },
  })),
  ...plan.nonces.map(({ nonce, expiresAt }) => ({
    key: keyOf.nonce(nonce),
    update: 'SET #expiresAt = :expiresAt, #ttl = :ttl',
    condition: 'attribute_not_exists(#expiresAt) OR #expiresAt <= :now',
    values: { expiresAt, ttl: timeToLive(expiresAt), now: terms.now },
  })),
];

function admit(
  { certificateId, parametersHash, answer }: LedgerEntry,
  plan: CommitPlan,
  now: number,
): Change {
  const deviceIds = plan.claims.map(({ deviceId }) => deviceId);
  const sets = ['#committed = :committed', '#admittedAt = :now', '#revision = :revision'];
  if (plan.boundTo !== undefined) sets.push('#boundTo = :boundTo');
  return {
    key: keyOf.certificate(certificateId),
    update: `SET ${sets.join(', ')} REMOVE #settled${deviceIds.length === 0 ? '' : ' ADD #everClaimed :everClaimed'}`,
    condition: anyOf(
      plan.boundTo === undefined
        ? [[]]
        : [['attribute_not_exists(#boundTo)'], ['#boundTo = :boundTo']],
      'attribute_not_exists(#committed)',
    ),
    values: {
      committed: committedText({ parametersHash, answer, deviceIds }),
      boundTo: plan.boundTo,
      everClaimed: new Set(deviceIds),
      now,
      revision: randomUUID(),
    },
  };
}

function claimDevice(
  entry: LedgerEntry,
  planned: PlannedClaim,
  { now, lastPresenceAt = 0, ownClaimOn }: CommitTerms,
): Change {
  const own = ownClaimOn(planned.deviceId);
  const ways: readonly (readonly string[])[] = [
    ...(isTaken(planned.listedAs)
      ? []
      : [['attribute_not_exists(#claim)', 'attribute_not_exists(#listed)']]),
    ['attribute_not_exists(#claim)', '#listed = :expected'],
    ...planned.replaces.map((ground) => [...waitingForAnother, ...groundConditions[ground]]),
    ...(own === undefined ? [] : [['#claim.#certificateId = :own', standing(own)]]),
  ];
  return {
    key: keyOf.device(planned.deviceId),
    update: 'SET #claim = :claim',
    condition: anyOf(ways, notWithdrawn(planned.listedAs)),
    values: {
      claim: claimItem(claimOf(entry, planned, now, own)),
      expected: 'expected',
      own: entry.certificateId,
      publicKeyHash: entry.request.certificate.publicKeyHash,
      confirmedAt: own?.confirmedAt,
      now,
      lastPresenceAt,
    },
  };
}

/** What the registry told of a device counts where the device is not listed here: then it has no `#listed`. */
const isTaken = (listedAs: DeviceState | undefined): boolean =>
  listedAs !== undefined && listedAs !== 'expected';

const notWithdrawn = (listedAs: DeviceState | undefined): string =>
  listedAs === 'blocked' || listedAs === 'retired'
    ? 'attribute_exists(#listed) AND attribute_not_exists(#withdrawn)'
    : 'attribute_not_exists(#withdrawn)';

/** Its confirmation goes into the new claim: one that comes in meanwhile must not be lost. */
const standing = ({ confirmedAt }: Claim): string =>
  confirmedAt === undefined
    ? 'attribute_not_exists(#claim.#confirmedAt)'
    : '#claim.#confirmedAt = :confirmedAt';

/** Another certificate's claim that nobody confirmed. */
const waitingForAnother = [
  'attribute_exists(#claim)',
  'attribute_not_exists(#claim.#confirmedAt)',
  '#claim.#certificateId <> :own',
] as const;

const groundConditions = {
  'same-public-key': ['#claim.#publicKeyHash = :publicKeyHash'],
  'proven-identity': [],
  'lease-over': ['#claim.#leaseEndsAt <= :now', '#claim.#leaseEndsAt <= :lastPresenceAt'],
} as const;

/** Any of these ways, each of them with what always must hold. AND binds tighter than OR, so no parentheses are needed. */
const anyOf = (ways: readonly (readonly string[])[], always: string): string =>
  ways.map((terms) => [always, ...terms].join(' AND ')).join(' OR ');
