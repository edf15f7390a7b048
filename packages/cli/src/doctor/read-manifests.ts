import { join } from 'node:path';
import { GangwayError } from '@gangway/core';
import { type BundleManifest, manifestFile, readManifest } from '@gangway/deployment';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';

/** A hook with a hundred plugins tells less of itself. */
const inputLimit = 16_777_216;

/**
 * Reads what bundles tell of themselves.
 *
 * @param folders that `gangway bundle` made
 * @throws CliFault `MANIFEST_NOT_FOUND`, `MANIFEST_NOT_READABLE`, `MANIFEST_INVALID`
 */
export const readManifests = (
  folders: readonly string[],
  io: Io,
): Promise<readonly BundleManifest[]> =>
  Promise.all(
    folders.map(async (folder) => {
      const path = join(folder, manifestFile);
      const octets = await readInput(path, 'MANIFEST', inputLimit, io).catch(tellWhoMakesIt);
      try {
        return readManifest(octets.toString('utf8'), path);
      } catch (error) {
        if (!(error instanceof GangwayError)) throw error;
        throw new CliFault('MANIFEST_INVALID', error.message, { cause: error });
      }
    }),
  );

function tellWhoMakesIt(error: unknown): never {
  if (!(error instanceof CliFault && error.code === 'MANIFEST_NOT_FOUND')) throw error;
  const message = `${error.message}. \`gangway bundle\` makes it, in the folder that its --out names.`;
  throw new CliFault('MANIFEST_NOT_FOUND', message, { cause: error });
}
