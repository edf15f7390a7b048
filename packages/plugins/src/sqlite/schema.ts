import type { DatabaseSync } from 'node:sqlite';
import { PortError } from '@gangway/core';

/** `GWDR`: tells a registry from another program's file. @see https://www.sqlite.org/pragma.html#pragma_application_id */
const applicationId = 0x47574452;
const version = 1;

// Moments are REAL: a clock may tell fractions of a millisecond. What is looked for by its id alone lies in the order of
// its ids; devices, which are wide and may come in any order by the million, do not.
const tables = `
CREATE TABLE device (
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('expected', 'claimed', 'active', 'blocked', 'retired')),
  withdrawn TEXT CHECK (withdrawn IN ('blocked', 'retired')),
  attributes TEXT NOT NULL,
  claim_certificates TEXT,
  templates TEXT,
  batch TEXT,
  not_before REAL,
  not_after REAL,
  list INTEGER,
  line INTEGER
) STRICT;
CREATE INDEX device_batch ON device (batch, id) WHERE batch IS NOT NULL;
CREATE INDEX device_withdrawn ON device (withdrawn, id) WHERE withdrawn IS NOT NULL;

CREATE TABLE list (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  up_to INTEGER NOT NULL
) STRICT;

CREATE TABLE claim (
  device TEXT PRIMARY KEY NOT NULL,
  certificate TEXT NOT NULL,
  public_key_hash TEXT NOT NULL,
  claim_certificate TEXT NOT NULL,
  template TEXT NOT NULL,
  claimed_at REAL NOT NULL,
  lease_ends_at REAL NOT NULL,
  confirmed_at REAL,
  parameters_hash TEXT NOT NULL,
  answer TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_unconfirmed ON claim (device) WHERE confirmed_at IS NULL;

CREATE TABLE admission (
  certificate TEXT PRIMARY KEY NOT NULL,
  bound_to TEXT,
  parameters_hash TEXT,
  answer TEXT,
  devices TEXT,
  earlier_devices TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  name TEXT PRIMARY KEY NOT NULL,
  count INTEGER NOT NULL,
  expires_at REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX counter_expiry ON counter (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE nonce (
  nonce TEXT PRIMARY KEY NOT NULL,
  expires_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX nonce_expiry ON nonce (expires_at);

CREATE TABLE block (
  subject TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('claim-certificate', 'batch', 'template', 'all')),
  id TEXT,
  since REAL NOT NULL,
  reason TEXT
) STRICT;

CREATE TABLE presence (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last_at REAL NOT NULL
) STRICT;

PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${version};
`;

/**
 * Makes sure that a file holds a registry of this release, and makes one in an empty file where that is asked for.
 *
 * @param file how the file is called in errors
 * @throws PortError `STORE_INCOMPATIBLE`; the file is then as it was
 */
export function settleSchema(database: DatabaseSync, file: string, create: boolean): void {
  if (holdsRegistry(database, file)) return;
  if (!create) {
    throw new PortError(
      'STORE_INCOMPATIBLE',
      `${file}: it is empty, and was never made a registry`,
    );
  }
  useWriteAheadLog(database, file);
  database.exec('BEGIN IMMEDIATE');
  // Several processes may have found it empty; one of them was first.
  if (!holdsRegistry(database, file)) database.exec(tables);
  database.exec('COMMIT');
}

/** Nothing is said of a file before this: another program's file stays as it is. */
function holdsRegistry(database: DatabaseSync, file: string): boolean {
  const { id, found, tables: held } = headOf(database);
  if (id === applicationId && found === version) return true;
  if (id === applicationId) {
    throw new PortError(
      'STORE_INCOMPATIBLE',
      `${file}: it is a registry of layout ${found}; this release knows layout ${version}`,
    );
  }
  if (id === 0 && found === 0 && held === 0) return false;
  throw new PortError('STORE_INCOMPATIBLE', `${file}: it is a database of another program`);
}

/**
 * Readers and the one writer do not wait for each other.
 *
 * @throws PortError `STORE_UNAVAILABLE` where the file system has no shared memory, as a network's mostly has not
 */
export function useWriteAheadLog(database: DatabaseSync, file: string): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
  if (mode !== 'wal') {
    throw new PortError('STORE_UNAVAILABLE', `${file}: its file system allows no write-ahead log`);
  }
}

/** In one statement, and so at one moment: another process may be making the registry just now. */
const head = `SELECT
  (SELECT application_id FROM pragma_application_id) AS id,
  (SELECT user_version FROM pragma_user_version) AS found,
  (SELECT count(*) FROM sqlite_schema) AS tables`;

function headOf(database: DatabaseSync): Readonly<Record<'id' | 'found' | 'tables', number>> {
  const { id, found, tables: held } = database.prepare(head).get() ?? {};
  return { id: Number(id), found: Number(found), tables: Number(held) };
}
