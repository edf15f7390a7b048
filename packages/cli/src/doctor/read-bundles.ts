import { join } from 'node:path';
import { GangwayError } from '@gangway/core';
import { type BundleManifest, manifestFile, readManifest, zipFile } from '@gangway/deployment';
import { CliFault } from '../cli-fault.js';
import type { Io } from '../terminal/io.js';
import { readInput } from '../terminal/read-input.js';
import { zipSha256 } from './zip-sha256.js';

/** A hook with a hundred plugins tells less of itself. */
const inputLimit = 16_777_216;

/** What was deployed, as far as it is at hand. */
export interface Bundles {
  readonly manifests: readonly BundleManifest[];
  /** SHA-256 of those zips that are in their folders. */
  readonly zips: ReadonlyMap<BundleManifest, string>;
}

/**
 * Reads what bundles tell of themselves.
 *
 * @param folders that `gangway bundle` made
 * @throws CliFault `MANIFEST_NOT_FOUND`, `MANIFEST_NOT_READABLE`, `MANIFEST_INVALID`
 */
export async function readBundles(folders: readonly string[], io: Io): Promise<Bundles> {
  const bundles = await Promise.all(
    folders.map(async (folder) => {
      const manifest = await readManifestIn(folder, io);
      return { manifest, zip: await zipSha256(join(folder, zipFile(manifest.function.kind))) };
    }),
  );
  return {
    manifests: bundles.map(({ manifest }) => manifest),
    zips: new Map(
      bundles.flatMap(({ manifest, zip }) => (zip === undefined ? [] : [[manifest, zip]])),
    ),
  };
}

async function readManifestIn(folder: string, io: Io): Promise<BundleManifest> {
  const path = join(folder, manifestFile);
  const octets = await readInput(path, 'MANIFEST', inputLimit, io).catch(tellWhoMakesIt);
  try {
    return readManifest(octets.toString('utf8'), path);
  } catch (error) {
    if (!(error instanceof GangwayError)) throw error;
    throw new CliFault('MANIFEST_INVALID', error.message, { cause: error });
  }
}

function tellWhoMakesIt(error: unknown): never {
  if (!(error instanceof CliFault && error.code === 'MANIFEST_NOT_FOUND')) throw error;
  const message = `${error.message}. \`gangway bundle\` makes it, in the folder that its --out names.`;
  throw new CliFault('MANIFEST_NOT_FOUND', message, { cause: error });
}
