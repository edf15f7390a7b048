import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleFault } from '../bundle-fault.js';
import type { PlainFile } from '../zip.js';
import { type EarlierBundle, earlierBundle } from './earlier-bundle.js';
import { kindOf } from './kind-of.js';
import { orNotWritable } from './or-not-writable.js';
import { writeFiles } from './write-files.js';

/**
 * Puts a bundle in the place of the earlier one, and writes over nothing else.
 *
 * @param out names the folder in errors
 * @throws GangwayError `FOLDER_NOT_EMPTY`, `FOLDER_NOT_WRITABLE`
 */
export async function fillFolder(
  out: string,
  folder: string,
  stage: string,
  files: readonly PlainFile[],
): Promise<void> {
  const earlier = await earlierBundle(folder);
  assertSameFunction(out, files, earlier);
  for (const { path } of files) await assertMayGo(out, folder, path, earlier);
  await orNotWritable(out, async () => {
    // Anew and beside: the module was loaded from there and could have changed itself, and whoever reads finds a file whole.
    await writeFiles(stage, files);
    for (const { path } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await rename(join(stage, path), join(folder, path));
    }
    const stale = earlier.paths.filter((old) => !files.some(({ path }) => path === old));
    for (const path of stale) await rm(join(folder, path), { force: true });
  });
}

/** A hook's bundle is not lost to that of its lifecycle, which is easily sent to the same folder. */
function assertSameFunction(
  out: string,
  files: readonly PlainFile[],
  { zip }: EarlierBundle,
): void {
  if (zip === undefined || files.some(({ path }) => path === zip)) return;
  throw bundleFault(
    'FOLDER_NOT_EMPTY',
    `${out} holds another function's bundle (${zip}), which was left as it is. Give each function a folder of its own.`,
  );
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
