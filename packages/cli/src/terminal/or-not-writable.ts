import { CliFault } from '../cli-fault.js';

/**
 * Writes to a folder.
 *
 * @throws CliFault `FOLDER_NOT_WRITABLE`
 */
export async function orNotWritable<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new CliFault('FOLDER_NOT_WRITABLE', `Cannot write to ${path} (${code}).`, {
      cause: error,
    });
  }
}
