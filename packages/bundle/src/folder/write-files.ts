import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PlainFile } from '../zip.js';

/** Writes files into a folder, with the folders in it that they need. */
export async function writeFiles(folder: string, files: readonly PlainFile[]): Promise<void> {
  for (const { path, data } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
  }
}
