import { stat } from 'node:fs/promises';

/** What is at a path; below a file, that file is in the way. */
export async function kindOf(path: string): Promise<'folder' | 'other' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? 'other' : 'nothing';
  }
}
