import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestFile, readManifest, zipFile } from '@gangway/deployment';
import { isPathInside } from './path-inside.js';

/** What an earlier run has left in a folder. */
export interface EarlierBundle {
  /** Files that are its own, and may be written over. */
  readonly paths: readonly string[];
  /** The one of them that is uploaded. */
  readonly zip?: string;
}

/** Reads what is there of an earlier bundle; nothing where there is none, or none that can be read. */
export async function earlierBundle(folder: string): Promise<EarlierBundle> {
  try {
    const text = await readFile(join(folder, manifestFile), 'utf8');
    const manifest = readManifest(text, manifestFile);
    const zip = zipFile(manifest.function.kind);
    const paths = manifest.files.map(({ path }) => path).filter(isPathInside);
    return { zip, paths: [...paths, zip, manifestFile] };
  } catch {
    return { paths: [] };
  }
}
