import type { DatabaseSync } from 'node:sqlite';
import type { LedgerEntry } from '@gangway/core';

/**
 * What somebody would write who needs a claim committed and nothing else: the adapter's statements, in its order, without
 * its rules, its patience or its faults.
 */
export function bareLedger(database: DatabaseSync): (entry: LedgerEntry) => void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE device (id TEXT NOT NULL UNIQUE, state TEXT NOT NULL, withdrawn TEXT) STRICT;
    CREATE TABLE presence (one INTEGER PRIMARY KEY, last_at REAL NOT NULL) STRICT;
    CREATE TABLE admission (
      certificate TEXT PRIMARY KEY NOT NULL, bound_to TEXT, parameters_hash TEXT, answer TEXT, devices TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE claim (
      device TEXT PRIMARY KEY NOT NULL, certificate TEXT NOT NULL, public_key_hash TEXT NOT NULL,
      claim_certificate TEXT NOT NULL, template TEXT NOT NULL, claimed_at REAL NOT NULL,
      lease_ends_at REAL NOT NULL, confirmed_at REAL, parameters_hash TEXT NOT NULL, answer TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_unconfirmed ON claim (device) WHERE confirmed_at IS NULL;
  `);
  const sql = {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    rollback: database.prepare('ROLLBACK'),
    admission: database.prepare('SELECT * FROM admission WHERE certificate = ?'),
    presence: database.prepare('SELECT last_at FROM presence'),
    state: database.prepare('SELECT state, withdrawn FROM device WHERE id = ?'),
    claim: database.prepare('SELECT * FROM claim WHERE device = ?'),
    putClaim: database.prepare(
      'INSERT OR REPLACE INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    putAdmission: database.prepare(`INSERT INTO admission VALUES (?1, ?2, ?3, ?4, ?5)
      ON CONFLICT DO UPDATE SET bound_to = ?2, parameters_hash = ?3, answer = ?4, devices = ?5`),
  };
  return ({ certificateId, parametersHash, request, answer, intents }) => {
    const intent = intents.find(({ kind }) => kind === 'claim-device');
    if (intent?.kind !== 'claim-device') throw new Error('no device to claim');
    const { deviceId, leaseMs } = intent;
    const now = Date.now();
    const text = JSON.stringify(answer);
    sql.begin.run();
    try {
      if (sql.admission.get(certificateId) !== undefined) throw new Error('admitted');
      sql.presence.get();
      if (sql.state.get(deviceId)?.withdrawn) throw new Error('withdrawn');
      if (sql.claim.get(deviceId) !== undefined) throw new Error('claimed');
      const { claimCertificateId, certificate, template } = request;
      sql.putClaim.run(
        ...[deviceId, certificateId, certificate.publicKeyHash, claimCertificateId, template.name],
        ...[now, now + leaseMs, null, parametersHash, text],
      );
      sql.putAdmission.run(
        certificateId,
        deviceId,
        parametersHash,
        text,
        JSON.stringify([deviceId]),
      );
      sql.commit.run();
    } catch (error) {
      sql.rollback.run();
      throw error;
    }
  };
}
