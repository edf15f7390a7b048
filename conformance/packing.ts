import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.js';

const packages = fileURLToPath(new URL('../packages', import.meta.url));

/**
 * Packs the packages as they would be published.
 *
 * @param names of the packages; all of them unless given
 * @returns the tarballs
 */
export async function packAll(
  to: string,
  progress: (line: string) => void,
  names?: readonly string[],
): Promise<readonly string[]> {
  await mkdir(to, { recursive: true });
  progress('packing');
  for (const name of names ?? (await readdir(packages))) {
    const cwd = join(packages, name);
    await run('npx', ['--yes', 'pnpm@10.34.9', 'pack', '--pack-destination', to], { cwd });
  }
  return (await readdir(to)).map((file) => join(to, file));
}
