import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file of this process alone. */
export interface ScratchFile {
  readonly fd: number;
  remove(): void;
}

/** Opens a file for the while: readable by nobody else, and gone with this process, however that ends. */
export function openScratchFile(): ScratchFile {
  const folder = mkdtempSync(join(tmpdir(), 'gangway-'));
  const fd = openSync(join(folder, 'scratch'), 'wx+', 0o600);
  const removed = tryToRemove(folder);
  return {
    fd,
    remove() {
      closeSync(fd);
      if (!removed) tryToRemove(folder);
    },
  };
}

/** An open file can be removed where the system keeps it until it is closed, which Windows does not. */
function tryToRemove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
