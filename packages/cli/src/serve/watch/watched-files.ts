import { readdir, stat } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** What a version of a hook is made of: what it imports outside of `node_modules`, and what lies beside the hook file. */
export interface WatchedFiles {
  add(path: string): void;
  /** A mark for each file, which changes when the file does. */
  marks(): Promise<Marks>;
}

export type Marks = ReadonlyMap<string, { readonly mark: string; readonly changedAtMs: number }>;

/**
 * Source and data that a hook may read. Not everything: a database or a log beside the hook changes with every decision.
 */
const kinds = /\.(?:[cm]?[jt]s|[jt]sx|json|jsonc|csv|tsv|ya?ml|toml|txt|pem|crt|cer|key)$/;

const installed = `${sep}node_modules${sep}`;

/** @param hook absolute path of the hook file */
export function watchedFiles(hook: string): WatchedFiles {
  const folder = dirname(hook);
  const imported = new Set([hook]);
  const beside = async () => {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => kinds.test(name)).map((name) => join(folder, name));
  };
  return {
    add(path) {
      if (!path.includes(installed)) imported.add(path);
    },
    async marks() {
      const paths = new Set([...imported, ...(await beside())]);
      const marks = await Promise.all(
        [...paths].map(async (path) => [path, await markOf(path)] as const),
      );
      return new Map(marks);
    },
  };
}

async function markOf(path: string) {
  try {
    const { ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true });
    // The time of the last change of any kind, so that a file that is moved here is noticed, however old.
    return { mark: [ino, size, mtimeNs, ctimeNs].join(' '), changedAtMs: Number(ctimeMs) };
  } catch {
    return { mark: 'absent', changedAtMs: 0 };
  }
}
