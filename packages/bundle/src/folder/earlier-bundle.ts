import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BundleManifest, manifestFile, readManifest } from '@gangway/deployment';
import { isPathInside } from './path-inside.js';
import { zipName } from './zip-name.js';

/** What an earlier run has left in a folder. */
export interface EarlierBundle {
  /** Files that are its own, and may be written over. */
  readonly paths: readonly string[];
  readonly kind?: BundleManifest['function']['kind'];
}

/** Reads what is there of an earlier bundle; nothing where there is none, or none that can be read. */
export async function earlierBundle(folder: string): Promise<EarlierBundle> {
  try {
    const manifest = readManifest(await readFile(join(folder, manifestFile), 'utf8'), manifestFile);
    const { kind } = manifest.function;
    const paths = manifest.files.map(({ path }) => path).filter(isPathInside);
    return { kind, paths: [...paths, zipName(kind), manifestFile] };
  } catch {
    return { paths: [] };
  }
}
