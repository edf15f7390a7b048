import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The `tsconfig.json` in the file's folder or the first above it, as editors look for it. */
export function nearestTsconfig(file: string): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const candidate = join(folder, 'tsconfig.json');
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}
