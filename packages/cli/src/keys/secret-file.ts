import { open, rename, rm } from 'node:fs/promises';
import { CliFault } from '../cli-fault.js';

const ownerAlone = 0o600;

/**
 * Writes a file that nobody but its owner may read, and none that is there already.
 *
 * @throws CliFault `OUTPUT_EXISTS`, `OUTPUT_NOT_WRITABLE`
 */
export async function writeNewSecretFile(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', ownerAlone).catch(fault(path, path));
  try {
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    // Half a list of keys would be taken for the whole one.
    await rm(path, { force: true });
    throw fault(path, path)(error);
  } finally {
    await file.close();
  }
}

/**
 * Puts a new text in the place of a file's, whole or not at all. The file beside it keeps two commands from doing so at once:
 * one of them would lose the other's key.
 *
 * @param change gives the text, once nobody else can change the file; `undefined` leaves it as it is
 * @throws CliFault `OUTPUT_EXISTS`, `OUTPUT_NOT_WRITABLE`
 */
export async function replaceSecretFile(
  path: string,
  change: () => Promise<string | undefined>,
): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'wx', ownerAlone).catch(fault(beside, path));
  let done = false;
  try {
    const text = await change();
    if (text === undefined) return;
    await file.writeFile(text);
    await file.sync();
    await rename(beside, path);
    done = true;
  } catch (error) {
    throw error instanceof CliFault ? error : fault(beside, path)(error);
  } finally {
    await file.close();
    if (!done) await rm(beside, { force: true });
  }
}

const fault =
  (path: string, wanted: string) =>
  (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') {
      throw new CliFault('OUTPUT_NOT_WRITABLE', `Cannot write (${code ?? String(error)}): ${path}`);
    }
    const why =
      path === wanted
        ? 'There is a file already'
        : 'Another command is writing, or was stopped; if so, remove';
    throw new CliFault('OUTPUT_EXISTS', `${why}: ${path}`);
  };
