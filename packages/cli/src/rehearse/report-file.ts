import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type RehearsalReport, renderPage } from '@gangway/rehearsal';
import { CliFault } from '../cli-fault.js';
import { orNotWritable } from '../terminal/or-not-writable.js';

/**
 * Makes sure that the page can be written, before minutes are spent on what stands in it.
 *
 * @throws CliFault `FOLDER_NOT_WRITABLE`
 */
export async function assertWritable(file: string): Promise<void> {
  const folder = dirname(resolve(file));
  const there = await stat(file).catch(() => undefined);
  if (there?.isDirectory() === true) {
    throw new CliFault('FOLDER_NOT_WRITABLE', `Cannot write to ${file} (EISDIR).`);
  }
  const needed = there === undefined ? folder : file;
  await orNotWritable(needed, () => access(needed, constants.W_OK));
}

/** @throws CliFault `FOLDER_NOT_WRITABLE` */
export const writePage = (file: string, report: RehearsalReport): Promise<void> =>
  orNotWritable(file, () => writeFile(file, renderPage(report)));
