import { writeFile } from 'node:fs/promises';
import { GangwayError } from '@gangway/core';
import { readSnapshot, type Snapshot, writeSnapshot } from '@gangway/doctor';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

/** Of a thousand rules and alarms, the answers are a few megabytes. */
const inputLimit = 67_108_864;

/** It tells whoever reads it how an account is set up. */
const ownerAlone = 0o600;

/**
 * Reads a snapshot, from standard input for `-`.
 *
 * @throws CliFault `SNAPSHOT_NOT_FOUND`, `SNAPSHOT_NOT_READABLE`, `SNAPSHOT_INVALID`
 */
export async function readSnapshotFile(path: string, io: Io): Promise<Snapshot> {
  const octets = await readInput(path, 'SNAPSHOT', inputLimit, io);
  const text = octets.toString('utf8');
  try {
    return readSnapshot(text, path === '-' ? 'Standard input' : path);
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CliFault('SNAPSHOT_INVALID', error.message, { cause: error });
  }
}

/**
 * Writes a snapshot, over one that is there.
 *
 * @throws CliFault `SNAPSHOT_NOT_WRITABLE`
 */
export async function saveSnapshot(path: string, snapshot: Snapshot): Promise<void> {
  try {
    await writeFile(path, writeSnapshot(snapshot), { mode: ownerAlone });
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new CliFault('SNAPSHOT_NOT_WRITABLE', `Cannot write (${code}): ${path}`, {
      cause: error,
    });
  }
}
