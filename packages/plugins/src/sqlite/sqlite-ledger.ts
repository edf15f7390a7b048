import {
  type Claim,
  type ClaimLedger,
  type Clock,
  type CommitResult,
  concerns,
  judgeCommit,
  judgeRelease,
  type LedgerEntry,
  type LedgerState,
  planCommit,
  type Release,
} from '@gangway/core';
import { isStorable } from '../store/storable-id.js';
import {
  type AdmissionRow,
  admissionIn,
  type ClaimRow,
  claimColumns,
  claimIn,
  everClaimed,
} from './claim-row.js';
import type { DeviceRow } from './device-row.js';
import type { Sql, SqliteFile } from './sqlite-file.js';
import { type JudgedPlan, writeCommit } from './write-commit.js';

const select = {
  admission: 'SELECT * FROM admission WHERE certificate = ?',
  claim: `SELECT ${claimColumns} FROM claim WHERE device = ?`,
  state: 'SELECT state, withdrawn FROM device WHERE id = ?',
  count: 'SELECT count FROM counter WHERE name = ?',
  nonce: 'SELECT expires_at FROM nonce WHERE nonce = ?',
  presence: 'SELECT last_at FROM presence',
};

const update = {
  presence: `INSERT INTO presence VALUES (1, ?1) ON CONFLICT DO UPDATE SET last_at = ?1 WHERE last_at < ?1`,
  confirmed: 'UPDATE claim SET confirmed_at = ? WHERE device = ?',
  unclaimed: 'DELETE FROM claim WHERE device = ?',
  released:
    'UPDATE admission SET parameters_hash = NULL, answer = NULL, devices = NULL, earlier_devices = ? WHERE certificate = ?',
  expected: "UPDATE device SET state = 'expected' WHERE id = ?",
};

/** One immediate transaction a commit: what it is judged by cannot change before it is written. */
export function sqliteLedger(file: SqliteFile, clock: Clock): ClaimLedger {
  return {
    async commit(entry, { signal }) {
      signal.throwIfAborted();
      // What contradicts itself is denied whatever the store holds, and whether or not it can be asked.
      const plan = planCommit(entry.intents, clock.now());
      if ('kind' in plan) return plan;
      return file.write(
        (sql) => {
          const judged = judge(sql, entry, clock.now());
          if (judged.written !== undefined) writeCommit(sql, entry, judged.written);
          return judged.answer;
        },
        signal,
        // A repeat, and whoever came too late, need not wait until the file is free.
        (sql) => {
          const { answer } = judge(sql, entry, clock.now());
          return answer.kind === 'committed' ? undefined : answer;
        },
      );
    },

    confirm: (presence, { signal }) =>
      file.write((sql) => {
        const { certificateId, at } = presence;
        sql(update.presence).run(at);
        const row = admissionRow(sql, certificateId);
        const own = (row === undefined ? [] : everClaimed(row))
          .map((deviceId) => claimOn(sql, deviceId))
          .filter((claim) => claim !== undefined)
          .filter((claim) => concerns(presence, claim));
        if (own.length === 0) return { kind: 'no-claim' };
        const fresh = own.filter(({ confirmedAt }) => confirmedAt === undefined);
        for (const { deviceId } of fresh) sql(update.confirmed).run(at, deviceId);
        return {
          kind: fresh.length > 0 ? 'confirmed' : 'already-confirmed',
          deviceIds: own.map(({ deviceId }) => deviceId),
        };
      }, signal),

    release: (deviceId, { signal, ...terms }) =>
      file.write((sql): Release => {
        const claim = claimOn(sql, deviceId);
        const answer = judgeRelease(claim, listedState(sql, deviceId)?.state, terms);
        if (answer.kind !== 'released') return answer;
        if (claim === undefined) sql(update.expected).run(deviceId);
        else unclaim(sql, claim);
        return answer;
      }, signal),
  };
}

function unclaim(sql: Sql, { deviceId, certificateId }: Claim): void {
  sql(update.unclaimed).run(deviceId);
  const row = admissionRow(sql, certificateId);
  if (row !== undefined) sql(update.released).run(JSON.stringify(everClaimed(row)), certificateId);
}

interface Judged {
  readonly answer: CommitResult;
  /** Absent: there is nothing to write. */
  readonly written?: JudgedPlan;
}

/** The plan is made anew for each try: while a commit waits, windows of quotas pass. */
function judge(sql: Sql, entry: LedgerEntry, now: number): Judged {
  const plan = planCommit(entry.intents, now);
  if ('kind' in plan) return { answer: plan };
  const claims = new Map(plan.claims.map(({ deviceId }) => [deviceId, claimOn(sql, deviceId)]));
  const answer = judgeCommit(entry, plan, stateFor(sql, entry, claims), now);
  return answer.kind === 'committed' ? { answer, written: { plan, claims, now } } : { answer };
}

function stateFor(
  sql: Sql,
  { certificateId }: LedgerEntry,
  claims: JudgedPlan['claims'],
): LedgerState {
  const row = admissionRow(sql, certificateId);
  const presence = sql(select.presence).get();
  return {
    ...(row === undefined ? {} : { admission: admissionIn(row) }),
    ...(presence === undefined ? {} : { lastPresenceAt: Number(presence.last_at) }),
    claimOn: (id) => (claims.has(id) ? claims.get(id) : claimOn(sql, id)),
    stateOf: (deviceId) => {
      const row = listedState(sql, deviceId);
      return row?.withdrawn ?? row?.state;
    },
    counted: (counter) => Number(sql(select.count).get(counter)?.count ?? 0),
    spentUntil: (nonce) => {
      const row = sql(select.nonce).get(nonce);
      return row === undefined ? undefined : Number(row.expires_at);
    },
  };
}

const admissionRow = (sql: Sql, certificateId: string) =>
  sql(select.admission).get(certificateId) as unknown as AdmissionRow | undefined;

function claimOn(sql: Sql, deviceId: string): Claim | undefined {
  if (!isStorable(deviceId)) return undefined;
  const row = sql(select.claim).get(deviceId);
  return row === undefined ? undefined : claimIn(row as unknown as ClaimRow);
}

function listedState(sql: Sql, id: string): Pick<DeviceRow, 'state' | 'withdrawn'> | undefined {
  if (!isStorable(id)) return undefined;
  return sql(select.state).get(id) as unknown as DeviceRow | undefined;
}
