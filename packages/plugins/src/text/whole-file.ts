import { fileURLToPath } from 'node:url';

/** Why a file cannot be used, with its name and the place in it. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

export const fileName = (path: string | URL): string =>
  path instanceof URL ? fileURLToPath(path) : path;

/**
 * The whole text of a local file of the deployment, read once, during init.
 *
 * @param bytesAtMost of the file
 * @throws FileFault when it cannot be read, is larger, or is not UTF-8
 */
export function readText(path: string | URL, bytesAtMost: number): string {
  const name = fileName(path);
  const bytes = readBytes(path, name);
  if (bytes.length > bytesAtMost) throw new FileFault(`${name}: over ${bytesAtMost} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Replacement characters would make one id out of another.
    throw new FileFault(`${name}: it is not UTF-8`);
  }
}

// `node:fs/promises`, or `node:fs` as an imported module, would cost each cold start two to five milliseconds of loading
// streams that nobody uses.
function readBytes(path: string | URL, name: string): Buffer {
  try {
    return process.getBuiltinModule('node:fs').readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new FileFault(`${name}: it cannot be read (${code})`);
  }
}
