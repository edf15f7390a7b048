import { type Zippable, zipSync } from 'fflate';

/** A file, wherever it is going to lie. */
export interface PlainFile {
  /** With `/`. */
  readonly path: string;
  readonly data: Uint8Array;
}

// fflate writes the parts that this machine's clock would show, so the time is told as such, and noon is skipped by no zone.
const always = () => new Date(1980, 0, 1, 12, 0, 0);
// APPNOTE.TXT 4.4.2 and 4.4.15: made by UNIX (3); a regular file that all may read, as Lambda's own user must.
const attributes = { os: 3, attrs: (0o100644 << 16) >>> 0 };

/** A zip of files: sorted, of no time and of no user, so that the same files give the same bytes. */
export function zip(files: readonly PlainFile[]): Uint8Array {
  const entries: Zippable = {};
  for (const { path, data } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    entries[path] = [data, { ...attributes, mtime: always(), level: 9 }];
  }
  return zipSync(entries);
}
