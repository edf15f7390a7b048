import { mkdir, mkdtemp, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { bundleFault } from '../bundle-fault.js';
import type { PlainFile } from '../zip.js';
import { type EarlierBundle, earlierBundle } from './earlier-bundle.js';

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
  const found = await kindOf(wanted);
  if (found === 'other') {
    throw bundleFault(
      'OUTPUT_NOT_A_FOLDER',
      `${out} is no folder. Name one; it is made where it is not there.`,
    );
  }
  const made = await orNotWritable(out, () => mkdir(wanted, { recursive: true }));
  const path = await realpath(wanted);
  const away = relative(path, source);
  if (
    away !== '..' &&
    !away.startsWith(`..${sep}`) &&
    resolve(path, away) === source &&
    !isOther(away)
  ) {
    if (made !== undefined) await rmdir(path);
    throw bundleFault(
      'OUTPUT_HOLDS_SOURCE',
      `${out} holds the source itself. Name a folder for the bundle alone, such as dist/.`,
    );
  }
  const stage = await orNotWritable(out, () => mkdtemp(join(path, '.gangway-')));
  return {
    path,
    stage,
    async fill(files) {
      const earlier = await earlierBundle(path);
      for (const file of files) await assertMayGo(out, path, file.path, earlier);
      await orNotWritable(out, () => put(path, stage, files));
      const stale = earlier.paths.filter((old) => !files.some((file) => file.path === old));
      await orNotWritable(out, () => removeAll(path, stale));
    },
    async close() {
      await rm(stage, { recursive: true, force: true });
      // Only where it was made here, and is empty still.
      if (made !== undefined) await rmdir(path).catch(() => {});
    },
  };
}

/** On another drive, `relative` has nothing but the path itself. */
const isOther = (away: string): boolean => /^[A-Za-z]:/.test(away);

async function kindOf(path: string): Promise<'folder' | 'other' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'other' : 'nothing';
  }
}

async function assertMayGo(
  out: string,
  folder: string,
  path: string,
  { paths }: EarlierBundle,
): Promise<void> {
  const kind = await kindOf(join(folder, path));
  if (kind === 'nothing' || (kind === 'other' && paths.includes(path))) return;
  throw bundleFault(
    'FOLDER_NOT_EMPTY',
    `${join(out, path)} is not of an earlier bundle, and was left as it is. Remove it, or name another folder.`,
  );
}

/** All is written beside first: whoever reads finds a file whole, or not at all. */
async function put(folder: string, stage: string, files: readonly PlainFile[]): Promise<void> {
  for (const { path, data } of files) {
    await mkdir(dirname(join(stage, path)), { recursive: true });
    await writeFile(join(stage, path), data);
  }
  for (const { path } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await rename(join(stage, path), join(folder, path));
  }
}

async function removeAll(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(folder, path), { force: true });
}

async function orNotWritable<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw bundleFault(
      'FOLDER_NOT_WRITABLE',
      `Cannot write to ${path} (${code}). Let this user write there, or name another folder.`,
      { cause: error },
    );
  }
}
