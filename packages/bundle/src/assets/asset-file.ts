import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A path as it may stand in a URL, and between quotes of any kind. */
export const encoded = (path: string): string =>
  encodeURI(path).replace(/[#?']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/**
 * The file that a literal means beside a source; `undefined` of the URL of something else. An absolute path means the same
 * file in Lambda, of a layer or a mounted file system, and never one of this machine.
 */
export function fileOf(literal: string, source: string): string | undefined {
  if (/^(?:[/\\]|file:)/i.test(literal)) return undefined;
  try {
    const url = new URL(literal, pathToFileURL(source));
    return url.protocol === 'file:' ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

type NotRead = { readonly code: 'ASSET_MISSING' | 'ASSET_IS_FOLDER'; readonly what: string };

export async function readAsset(file: string): Promise<Buffer | NotRead> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return code === 'EISDIR'
      ? { code: 'ASSET_IS_FOLDER', what: 'a folder' }
      : { code: 'ASSET_MISSING', what: code === 'ENOENT' ? 'not there' : `not readable (${code})` };
  }
}
