import {
  type ClaimLedger,
  type CommitResult,
  committed,
  judgeCommit,
  type LedgerState,
  planCommit,
} from '@gangway/core';
import type { Item } from './attribute-value.js';
import type { Refused } from './cancellation.js';
import type { Change } from './change.js';
import { commitChanges } from './commit-changes.js';
import { counterLanes } from './counter-lanes.js';
import type { AskedCommit, LedgerParts } from './ledger-parts.js';
import { readState, stateOf } from './ledger-state.js';
import { type Obstacle, untilAnswered } from './until-answered.js';

/** One transaction where nothing stands in its way, and where something does, as a rule no second round trip to say what. */
export function commitBy(parts: LedgerParts): ClaimLedger['commit'] {
  const queue = counterLanes(parts.clock);
  return async (entry, { signal }) => {
    signal.throwIfAborted();
    const now = parts.clock.now();
    const plan = planCommit(entry.intents, now);
    if ('kind' in plan) return plan;
    const asked: AskedCommit = { ...parts, entry, plan, now, signal };
    const counters = plan.counts.map(({ counter }) => counter);
    return queue(counters, signal, () => untilAnswered(parts.clock, signal, attempts(asked)));
  };
}

/**
 * Writes without having looked; after a refusal that does not say enough it looks, and writes on the condition that it is
 * still so. A rival only delays: the same is written once more, since no look would tell anything new.
 */
function attempts(asked: AskedCommit): () => Promise<CommitResult | Obstacle> {
  const { table, control, entry, plan, now, signal } = asked;
  const lastPresenceAt = control.lastPresenceAt();
  const unseen = { now, lastPresenceAt, ownClaimOn: () => undefined };
  let changes: readonly Change[] | undefined = commitChanges(entry, plan, unseen);
  let hasLooked = false;
  return async () => {
    if (changes === undefined) {
      const looked = await look(asked);
      if (!('changes' in looked)) return looked.answer;
      changes = looked.changes;
      hasLooked = true;
    }
    const cancelled = await table.transact(changes, signal);
    if (cancelled === undefined) return committed();
    if (cancelled.kind === 'contended') return 'contended';
    const told = hasLooked ? undefined : judgeByReasons(asked, changes, cancelled.reasons);
    changes = undefined;
    return told ?? 'changed';
  };
}

/** Reads and judges: what is to be written, or what to answer. */
async function look(
  asked: AskedCommit,
): Promise<{ readonly answer: CommitResult | Obstacle } | { readonly changes: readonly Change[] }> {
  const { entry, plan, now } = asked;
  const state = await readState(asked);
  if (state === 'contended') return { answer: state };
  const answer = judgeCommit(entry, plan, state, now);
  if (answer.kind !== 'committed') return { answer };
  const { lastPresenceAt } = state;
  const ownClaimOn = (deviceId: string) => {
    const claim = state.claimOn(deviceId);
    return claim?.certificateId === entry.certificateId ? claim : undefined;
  };
  return { changes: commitChanges(entry, plan, { now, lastPresenceAt, ownClaimOn }) };
}

/**
 * What the cancellation itself tells, where it tells enough. A condition that held says that its item stands in the way
 * of nothing, and, of a device, that its claim is not this certificate's own: to the rule, that is as good as a device that
 * nobody has claimed.
 */
function judgeByReasons(
  asked: AskedCommit,
  changes: readonly Change[],
  reasons: Refused['reasons'],
): CommitResult | undefined {
  if (reasons.length !== changes.length) return undefined;
  const told = new Map<string, Item | undefined>();
  for (const [index, { failed, item }] of reasons.entries()) {
    const key = changes[index]?.key ?? '';
    if (!failed) told.set(key, key.startsWith('DEVICE') ? freeDevice : undefined);
    // A counter alone may fail where there is nothing: a quota that has no room for one.
    else if (item !== undefined || key.startsWith('COUNTER')) told.set(key, item);
  }
  // The rule looks at what its answer hangs on. One that has not looked at anything untold is the answer.
  let lacks = false;
  const look = (key: string) => {
    lacks ||= !told.has(key);
    return told.get(key);
  };
  const { entry, plan, now, control } = asked;
  const state = stateOf(entry, look, control.lastPresenceAt());
  const answer = judgeCommit(entry, plan, state, now);
  if (answer.kind === 'committed' || lacks || hangsOnPresence(asked, state)) return undefined;
  return answer;
}

const freeDevice: Item = Object.freeze({ listed: 'expected' });

/** Whether a presence event that this process has not heard of yet could change the answer. */
function hangsOnPresence({ entry, plan, now, control }: AskedCommit, state: LedgerState): boolean {
  const isNew = control.readSince(entry.request.receivedAt) !== undefined;
  if (state.admission?.committed !== undefined || isNew) return false;
  return plan.claims.some(({ deviceId, replaces }) => {
    const claim = state.claimOn(deviceId);
    return (
      replaces.includes('lease-over') &&
      claim !== undefined &&
      claim.confirmedAt === undefined &&
      claim.leaseEndsAt <= now
    );
  });
}
