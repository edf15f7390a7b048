import { open, realpath, stat } from 'node:fs/promises';
import { bundleFault } from './bundle-fault.js';

/**
 * The real path of a source file, which is there and can be read.
 *
 * @throws GangwayError `HOOK_NOT_FOUND`, `HOOK_NOT_READABLE`
 */
export async function sourceFile(file: string): Promise<string> {
  try {
    const path = await realpath(file);
    if (!(await stat(path)).isFile()) throw Object.assign(new Error(), { code: 'EISDIR' });
    await (await open(path)).close();
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw missing
      ? bundleFault('HOOK_NOT_FOUND', `There is no file: ${file}`, { cause: error })
      : bundleFault('HOOK_NOT_READABLE', `Cannot read (${code ?? String(error)}): ${file}`, {
          cause: error,
        });
  }
}
