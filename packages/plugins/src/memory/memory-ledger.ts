import {
  type Admission,
  type ClaimLedger,
  type Clock,
  type CommitPlan,
  claimOf,
  committed,
  concerns,
  judgeCommit,
  judgeRelease,
  type LedgerEntry,
  type LedgerState,
  planCommit,
  type StoredAnswer,
} from '@gangway/core';
import { writtenState } from '../store/stored-device.js';
import type { MemoryBook } from './memory-book.js';

/** Nothing is awaited between looking and writing, which is what makes a commit atomic in one process. */
export function memoryLedger(book: MemoryBook, clock: Clock): ClaimLedger {
  return {
    async commit(entry, { signal }) {
      signal.throwIfAborted();
      const now = clock.now();
      const plan = planCommit(entry.intents, now);
      if ('kind' in plan) return plan;
      const answer = judgeCommit(entry, plan, stateFor(book, entry), now);
      if (answer.kind !== 'committed') return answer;
      write(book, entry, plan, now);
      return committed();
    },

    async confirm(presence, { signal }) {
      signal.throwIfAborted();
      const { certificateId, at } = presence;
      book.lastPresenceAt = Math.max(book.lastPresenceAt ?? 0, at);
      // Not those of its admission: that ends when one device of several is released, and the others stay its own.
      const own = [...(book.everClaimed.get(certificateId) ?? [])]
        .map((id) => book.claims.get(id))
        .filter((claim) => claim !== undefined)
        .filter((claim) => concerns(presence, claim));
      if (own.length === 0) return { kind: 'no-claim' };
      const fresh = own.filter(({ confirmedAt }) => confirmedAt === undefined);
      for (const claim of fresh) book.claims.set(claim.deviceId, { ...claim, confirmedAt: at });
      return {
        kind: fresh.length > 0 ? 'confirmed' : 'already-confirmed',
        deviceIds: own.map(({ deviceId }) => deviceId),
      };
    },

    async release(deviceId, { signal, ...terms }) {
      signal.throwIfAborted();
      const claim = book.claims.get(deviceId);
      const device = book.devices.get(deviceId);
      const answer = judgeRelease(claim, device?.record.state, terms);
      if (answer.kind !== 'released') return answer;
      if (claim !== undefined) {
        book.claims.delete(deviceId);
        const boundTo = book.admissions.get(claim.certificateId)?.boundTo;
        book.admissions.set(claim.certificateId, admission(claim.certificateId, boundTo));
      } else if (device !== undefined) {
        book.devices.set(deviceId, { ...device, record: { ...device.record, state: 'expected' } });
      }
      return answer;
    },
  };
}

function stateFor(book: MemoryBook, { certificateId }: LedgerEntry): LedgerState {
  const { lastPresenceAt } = book;
  const known = book.admissions.get(certificateId);
  return {
    ...(known === undefined ? {} : { admission: known }),
    ...(lastPresenceAt === undefined ? {} : { lastPresenceAt }),
    claimOn: (deviceId) => book.claims.get(deviceId),
    stateOf: (deviceId) => {
      const device = book.devices.get(deviceId);
      return device === undefined ? undefined : writtenState(device);
    },
    counted: (counter) => book.counts.get(counter)?.count ?? 0,
    spentUntil: (nonce) => book.nonces.get(nonce),
  };
}

function write(book: MemoryBook, entry: LedgerEntry, plan: CommitPlan, now: number): void {
  const { certificateId, parametersHash } = entry;
  const answer = frozenAnswer(entry.answer);
  const everClaimed = book.everClaimed.get(certificateId) ?? new Set();
  book.everClaimed.set(certificateId, everClaimed);
  for (const planned of plan.claims) {
    const earlier = book.claims.get(planned.deviceId);
    book.claims.set(planned.deviceId, claimOf({ ...entry, answer }, planned, now, earlier));
    everClaimed.add(planned.deviceId);
  }
  for (const { counter, add, expiresAt } of plan.counts) {
    const count = (book.counts.get(counter)?.count ?? 0) + add;
    book.counts.set(counter, expiresAt === undefined ? { count } : { count, expiresAt });
  }
  for (const { nonce, expiresAt } of plan.nonces) book.nonces.set(nonce, expiresAt);
  forgetExpired(book, now);
  book.admissions.set(certificateId, {
    ...admission(certificateId, plan.boundTo ?? book.admissions.get(certificateId)?.boundTo),
    committed: { parametersHash, answer, deviceIds: plan.claims.map(({ deviceId }) => deviceId) },
  });
}

/** A copy of its own: what the asker or a later repeat does with an answer changes no answer to come. */
const frozenAnswer = (answer: StoredAnswer): StoredAnswer =>
  Object.freeze(
    Object.fromEntries(
      Object.entries(answer).map(([key, override]) => [key, Object.freeze({ ...override })]),
    ),
  );

const admission = (certificateId: string, boundTo: string | undefined): Admission =>
  boundTo === undefined ? { certificateId } : { certificateId, boundTo };

function forgetExpired({ counts, nonces }: MemoryBook, now: number): void {
  for (const [counter, { expiresAt }] of counts) {
    if (expiresAt !== undefined && expiresAt <= now) counts.delete(counter);
  }
  for (const [nonce, expiresAt] of nonces) if (expiresAt <= now) nonces.delete(nonce);
}
