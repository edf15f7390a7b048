import { bundleFault } from '../bundle-fault.js';

/**
 * Writes to the output folder.
 *
 * @throws GangwayError `FOLDER_NOT_WRITABLE`
 */
export async function orNotWritable<T>(out: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw bundleFault(
      'FOLDER_NOT_WRITABLE',
      `Cannot write to ${out} (${code}). Let this user write there, or name another folder.`,
      { cause: error },
    );
  }
}
