import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BundleManifest, manifestFile, readManifest, zipFile } from '@gangway/deployment';
import { unzipSync } from 'fflate';
import { bundleFault } from '../bundle-fault.js';
import { isPathInside } from './path-inside.js';
import { sha256 } from './sha256.js';

/** A bundle that somebody has made, every file of it as it was made. */
export interface ReadBundle {
  /** Absolute. */
  readonly folder: string;
  readonly manifest: BundleManifest;
  /** Path of what is uploaded, absolute. */
  readonly zip: string;
}

/**
 * Reads a folder that `gangway bundle` has made, and checks each file, and what is in the zip, against the manifest.
 *
 * @throws GangwayError `BUNDLE_UNREADABLE`
 * @example
 * bundleFunctionSync({ file: 'hook.ts', out: 'dist' });
 * readBundle('dist').manifest.function.permissions; // []
 */
export function readBundle(folder: string): ReadBundle {
  const path = resolve(folder);
  const manifest = manifestIn(path, folder);
  const zip = join(path, zipFile(manifest.function.kind));
  const packed = unpack(readOr(folder, zip, zipFile(manifest.function.kind)), folder, zip);
  for (const file of manifest.files) {
    if (!isPathInside(file.path)) {
      throw unreadable(folder, `${manifestFile} names ${file.path}, which is outside`);
    }
    const data = readOr(folder, join(path, file.path), file.path);
    const inZip = packed.get(file.path);
    packed.delete(file.path);
    if (sha256(data) !== file.sha256) {
      throw unreadable(folder, `${file.path} is another than ${manifestFile} says`);
    }
    if (inZip === undefined || sha256(inZip) !== file.sha256) {
      throw unreadable(folder, `${file.path} in the zip is another than ${manifestFile} says`);
    }
  }
  for (const name of packed.keys()) {
    throw unreadable(folder, `the zip holds ${name}, of which ${manifestFile} says nothing`);
  }
  return { folder: path, manifest, zip };
}

function manifestIn(path: string, folder: string): BundleManifest {
  const text = readOr(folder, join(path, manifestFile), manifestFile).toString();
  try {
    return readManifest(text, manifestFile);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw bundleFault('BUNDLE_UNREADABLE', `${folder}: ${why}`, { cause: error });
  }
}

function readOr(folder: string, path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? `${name} is not there` : `${name} cannot be read (${code})`;
    throw unreadable(folder, why, error);
  }
}

function unpack(data: Uint8Array, folder: string, zip: string): Map<string, Uint8Array> {
  try {
    return new Map(Object.entries(unzipSync(data)));
  } catch (error) {
    throw unreadable(folder, `${zip} is no zip`, error);
  }
}

const unreadable = (folder: string, why: string, cause?: unknown) =>
  bundleFault(
    'BUNDLE_UNREADABLE',
    `${folder} is no bundle that can be deployed: ${why}. Make it anew with \`gangway bundle\`.`,
    { cause },
  );
