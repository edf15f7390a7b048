import { readdirSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileState } from './file-state.js';

/** The files that a version of a hook is made of, and how they were when it read them. */
export interface WatchedFiles {
  /** Another version is about to be loaded: what has changed by now belongs to it. */
  begin(): void;
  reads(file: string, state: string): void;
  /** It serves: what it has not read is not its business. */
  serves(): void;
  /** It did not load. A file that it misses may come into any folder that it was read from. */
  failed(): void;
  /** What is not as it was, as a text that is another once more has changed; `undefined` where all is as it was. */
  change(): string | undefined;
}

const data = new Set('.csv .json .yaml .yml .pem .crt .cer .der .txt'.split(' '));
const sources = new Set('.ts .mts .cts .tsx .js .mjs .cjs .jsx .json'.split(' '));

/**
 * Watches a hook file, what it imports, and data beside it, by looking at them. Databases and logs are left out, by their
 * names: a hook that writes one would load itself anew with each decision.
 *
 * @param hook absolute path of the hook file
 */
export function watchedFiles(hook: string): WatchedFiles {
  const folder = dirname(hook);
  let known = new Map<string, string>();
  let read = new Set<string>();
  let wantsSources = false;
  const present = () => {
    const files = new Set([hook, ...known.keys(), ...filesIn(folder, data)]);
    if (wantsSources) {
      for (const place of new Set([folder, ...[...known.keys()].map((file) => dirname(file))])) {
        for (const file of filesIn(place, sources)) files.add(file);
      }
    }
    return files;
  };
  const states = () => new Map([...present()].map((file) => [file, fileState(file)]));
  return {
    begin() {
      known = states();
      read = new Set();
    },
    reads(file, state) {
      read.add(file);
      known.set(file, state);
    },
    serves() {
      wantsSources = false;
      const beside = new Set([hook, ...filesIn(folder, data)]);
      for (const file of known.keys()) {
        if (!read.has(file) && !beside.has(file)) known.delete(file);
      }
    },
    failed() {
      wantsSources = true;
      for (const [file, state] of states()) if (!known.has(file)) known.set(file, state);
    },
    change() {
      const changed = [...states()].filter(([file, state]) => {
        return state !== (known.get(file) ?? 'absent');
      });
      return changed.length === 0 ? undefined : JSON.stringify(changed);
    },
  };
}

function filesIn(folder: string, extensions: ReadonlySet<string>): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => extensions.has(extname(name)))
      .map((name) => join(folder, name));
  } catch {
    // It may be taken away and come back.
    return [];
  }
}
