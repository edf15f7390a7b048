import type { TakeoverGround } from '../domain/claim.js';
import type { Intent } from '../domain/intent.js';
import { type CommitResult, denyCommit, type LedgerEntry } from '../ports/claim-ledger.js';
import type { DeviceState } from '../ports/device-registry.js';

export interface PlannedClaim {
  readonly deviceId: string;
  readonly leaseMs: number;
  readonly replaces: readonly TakeoverGround[];
  readonly listedAs?: DeviceState;
}

/** One counter of one window. */
export interface PlannedCount {
  /** Names the counter together with its window; a store counts by it and needs to know no more. */
  readonly counter: string;
  readonly add: number;
  readonly limit: number;
  /** When the counter may be forgotten, in milliseconds since 1970; absent: never. */
  readonly expiresAt?: number;
}

export interface PlannedNonce {
  readonly nonce: string;
  readonly expiresAt: number;
}

/** The intents of an entry as a store writes them: each device, counter and nonce once. */
export interface CommitPlan {
  readonly claims: readonly PlannedClaim[];
  readonly boundTo?: string;
  readonly counts: readonly PlannedCount[];
  readonly nonces: readonly PlannedNonce[];
}

/**
 * Brings the intents of an entry into the form that a store writes. Intents that say the same become one; those that
 * contradict each other are denied before any store is asked.
 *
 * Windows of quotas are aligned to 1970: an hour's begins at the full hour, UTC. So a counter is found by its name alone.
 *
 * @param now milliseconds since 1970-01-01T00:00:00Z
 * @returns the plan, or the denial of a request that contradicts itself
 * @example
 * const plan = planCommit([claimDevice('SN-0001'), countAgainstQuota('line-7', { limit: 500, windowMs: 3_600_000 })], 7_200_000);
 * 'counts' in plan && plan.counts[0]?.counter; // 'line-7/3600000/2'
 */
export function planCommit(
  intents: LedgerEntry['intents'],
  now: number,
): CommitPlan | Extract<CommitResult, { kind: 'deny' }> {
  const claims = new Map<string, PlannedClaim>();
  const counts = new Map<string, PlannedCount>();
  const nonces = new Map<string, PlannedNonce>();
  const bound = new Set<string>();
  for (const intent of intents) {
    switch (intent.kind) {
      case 'claim-device':
        claims.set(intent.deviceId, narrower(claims.get(intent.deviceId), intent));
        break;
      case 'bind-certificate':
        bound.add(intent.deviceId);
        break;
      case 'count-against-quota': {
        const count = countOf(intent, now);
        counts.set(count.counter, added(counts.get(count.counter), count));
        break;
      }
      case 'spend-nonce':
        if (nonces.has(intent.nonce)) return contradiction('NONCE_SPENT', 'twice in one request');
        nonces.set(intent.nonce, { nonce: intent.nonce, expiresAt: intent.expiresAt });
        break;
    }
  }
  if (bound.size > 1) return contradiction('CERTIFICATE_BOUND', 'two devices in one request');
  const [boundTo] = bound;
  return {
    claims: [...claims.values()],
    ...(boundTo === undefined ? {} : { boundTo }),
    counts: [...counts.values()],
    nonces: [...nonces.values()],
  };
}

const contradiction = (code: 'NONCE_SPENT' | 'CERTIFICATE_BOUND', detail: string) =>
  denyCommit(code, detail) as Extract<CommitResult, { kind: 'deny' }>;

/** Two plugins that claim one device agree on what both allow. */
function narrower(
  other: PlannedClaim | undefined,
  { deviceId, leaseMs, replaces, ...claim }: PlannedClaim,
): PlannedClaim {
  const states = [claim.listedAs, other?.listedAs].filter((state) => state !== undefined);
  // Of two that were told, the one that lets in less.
  const listedAs = states.find((state) => state !== 'expected') ?? states[0];
  return {
    deviceId,
    leaseMs: Math.max(leaseMs, other?.leaseMs ?? 0),
    replaces: replaces.filter((ground) => other?.replaces.includes(ground) ?? true),
    ...(listedAs === undefined ? {} : { listedAs }),
  };
}

function countOf(
  { quota, limit, windowMs }: Extract<Intent, { kind: 'count-against-quota' }>,
  now: number,
): PlannedCount {
  // No window's name ends so: a quota that is called like another one's window has a counter of its own.
  if (windowMs === undefined) return { counter: `${quota}/ever`, add: 1, limit };
  const window = Math.floor(now / windowMs);
  const expiresAt = (window + 1) * windowMs;
  return { counter: `${quota}/${windowMs}/${window}`, add: 1, limit, expiresAt };
}

const added = (other: PlannedCount | undefined, count: PlannedCount): PlannedCount => ({
  ...count,
  add: (other?.add ?? 0) + count.add,
  limit: Math.min(count.limit, other?.limit ?? count.limit),
});
