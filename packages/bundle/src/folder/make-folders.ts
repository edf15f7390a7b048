import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { kindOf } from './kind-of.js';

/**
 * Makes a folder and those above it that are missing. Node's own `recursive` never returns where the system says of a folder
 * that is there that it is not, as below `/proc`.
 *
 * @returns the first that it made
 */
export async function makeFolders(path: string): Promise<string | undefined> {
  const missing: string[] = [];
  for (let folder = path; (await kindOf(folder)) === 'nothing'; folder = dirname(folder)) {
    missing.unshift(folder);
  }
  for (const folder of missing) await orThere(mkdir(folder));
  return missing[0];
}

/** Another process may have made it meanwhile. */
async function orThere(making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
