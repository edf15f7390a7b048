import { type Claim, type CommitPlan, claimOf, type LedgerEntry } from '@gangway/core';
import { claimColumns, claimRow } from './claim-row.js';
import type { Sql } from './sqlite-file.js';

/**
 * What has expired is kept for another hour: processes whose clocks differ write into one file, and none may forget what
 * still counts for another.
 */
const keptMs = 3_600_000;
/** Each commit that adds to counters or nonces takes away up to so many that have expired; it stays as short as it is. */
const forgottenAtOnce = 10;

const write = {
  claim: `INSERT OR REPLACE INTO claim (${claimColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  admission: `INSERT INTO admission VALUES (?1, ?2, ?3, ?4, ?5, NULL) ON CONFLICT DO UPDATE SET
    bound_to = coalesce(?2, bound_to), parameters_hash = ?3, answer = ?4, devices = ?5`,
  count: `INSERT INTO counter VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET
    count = count + ?2, expires_at = ?3`,
  nonce: 'INSERT OR REPLACE INTO nonce VALUES (?, ?)',
  forgetCounts: `DELETE FROM counter WHERE name IN
    (SELECT name FROM counter WHERE expires_at <= ? LIMIT ${forgottenAtOnce})`,
  forgetNonces: `DELETE FROM nonce WHERE nonce IN
    (SELECT nonce FROM nonce WHERE expires_at <= ? LIMIT ${forgottenAtOnce})`,
};

/** What a commit was judged to write. */
export interface JudgedPlan {
  readonly plan: CommitPlan;
  /** What stands on the devices of the plan. */
  readonly claims: ReadonlyMap<string, Claim | undefined>;
  readonly now: number;
}

/** Writes what was judged in the same transaction. */
export function writeCommit(sql: Sql, entry: LedgerEntry, { plan, claims, now }: JudgedPlan): void {
  const { certificateId, parametersHash } = entry;
  for (const planned of plan.claims) {
    const earlier = claims.get(planned.deviceId);
    sql(write.claim).run(...claimRow(claimOf(entry, planned, now, earlier)));
  }
  for (const { counter, add, expiresAt } of plan.counts) {
    sql(write.count).run(counter, add, expiresAt ?? null);
  }
  for (const { nonce, expiresAt } of plan.nonces) sql(write.nonce).run(nonce, expiresAt);
  if (plan.counts.length > 0) sql(write.forgetCounts).run(now - keptMs);
  if (plan.nonces.length > 0) sql(write.forgetNonces).run(now - keptMs);
  const devices = JSON.stringify(plan.claims.map(({ deviceId }) => deviceId));
  sql(write.admission).run(
    certificateId,
    plan.boundTo ?? null,
    parametersHash,
    JSON.stringify(entry.answer),
    devices,
  );
}
