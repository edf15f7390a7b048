import { statSync } from 'node:fs';

/** A text that is another once a file was changed, replaced or taken away. */
export function fileState(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'absent' : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}
