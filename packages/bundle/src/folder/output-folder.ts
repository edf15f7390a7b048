import { mkdtemp, realpath, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { bundleFault } from '../bundle-fault.js';
import type { PlainFile } from '../zip.js';
import { fillFolder } from './fill-folder.js';
import { kindOf } from './kind-of.js';
import { makeFolders } from './make-folders.js';
import { orNotWritable } from './or-not-writable.js';

/** The folder that a bundle goes to. Until it is filled, nothing that was in it has changed. */
export interface OutputFolder {
  /** Absolute. */
  readonly path: string;
  /** A folder inside, for what is not finished. */
  readonly stage: string;
  /**
   * Puts the files in place of those of the earlier bundle.
   *
   * @throws GangwayError `FOLDER_NOT_EMPTY`, `FOLDER_NOT_WRITABLE`
   */
  fill(files: readonly PlainFile[]): Promise<void>;
  /** Takes away what is not finished, and the folder where it was made for nothing. */
  close(): Promise<void>;
}

/**
 * Opens the folder that a bundle goes to.
 *
 * @param source whose folder it must not be, by its real path
 * @throws GangwayError `OUTPUT_NOT_A_FOLDER`, `OUTPUT_HOLDS_SOURCE`, `FOLDER_NOT_WRITABLE`
 */
export async function openOutputFolder(out: string, source: string): Promise<OutputFolder> {
  const wanted = resolve(out);
  await assertMayBeFilled(out, wanted, source);
  const made = await orNotWritable(out, () => makeFolders(wanted));
  const path = await realpath(wanted);
  const stage = await orNotWritable(out, () => mkdtemp(join(path, '.gangway-')));
  return {
    path,
    stage,
    fill: (files) => fillFolder(out, path, stage, files),
    async close() {
      await rm(stage, { recursive: true, force: true });
      if (made !== undefined) await removeEmpty(wanted, made);
    },
  };
}

async function assertMayBeFilled(out: string, wanted: string, source: string): Promise<void> {
  const kind = await kindOf(wanted);
  if (kind === 'nothing') return;
  if (kind === 'other') {
    throw bundleFault(
      'OUTPUT_NOT_A_FOLDER',
      `${out} is no folder. Name one; it is made where it is not there.`,
    );
  }
  const away = relative(await orNotWritable(out, () => realpath(wanted)), source);
  // On another drive, `relative` has nothing but the path itself.
  if (away.startsWith(`..${sep}`) || away === source) return;
  throw bundleFault(
    'OUTPUT_HOLDS_SOURCE',
    `${out} holds the source itself. Name a folder for the bundle alone, such as dist/.`,
  );
}

/** Takes away folders that were made for nothing: from the last one up to the first. */
async function removeEmpty(last: string, first: string): Promise<void> {
  for (let folder = last; folder.startsWith(first); folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
