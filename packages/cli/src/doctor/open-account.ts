import { type Account, awsAccount, snapshotAccount } from '@gangway/doctor';
import type { DoctorInput } from '../commands/doctor.js';
import type { Io } from '../terminal/io.js';
import { askProgress } from './ask-progress.js';
import { readSnapshotFile } from './snapshot-file.js';

/** What is examined, and how it is let go of. */
export interface OpenAccount {
  readonly account: Account;
  close(): void;
}

/**
 * Opens what the command line names: a snapshot, or the account of the credentials that AWS's SDK finds.
 *
 * @throws CliFault `SNAPSHOT_NOT_FOUND`, `SNAPSHOT_NOT_READABLE`, `SNAPSHOT_INVALID`
 */
export async function openAccount(
  { snapshot, region, profile, json }: DoctorInput,
  io: Io,
  signal: AbortSignal,
): Promise<OpenAccount> {
  if (snapshot !== undefined) {
    const { answers } = await readSnapshotFile(snapshot, io);
    return { account: snapshotAccount(answers), close: () => {} };
  }
  const account = awsAccount({ region, profile, signal });
  if (json === true) return { account, close: account.close };
  const told = askProgress(account, io, () => performance.now());
  return {
    account: told,
    close() {
      told.clear();
      account.close();
    },
  };
}
