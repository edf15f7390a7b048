import type { Marks, WatchedFiles } from './watched-files.js';

/**
 * How often files are looked at. Editors and compilers write several, or one in several steps: they have changed once two
 * looks in a row find the same.
 */
const lookMs = 150;

/** The clock of a file system ticks more coarsely than the system's. */
const tickMs = 20;

export interface ChangeWatch {
  stop(): void;
}

/**
 * Calls back when files have changed since they were last taken, and takes them. They are looked at, not listened to: that
 * works the same on every file system, mounted ones too.
 *
 * @param takenAtMs when what they were at first was taken, in milliseconds since 1970
 */
export function onChange(
  files: WatchedFiles,
  takenAtMs: number,
  now: () => number,
  changed: () => void,
): ChangeWatch {
  let taken: Marks | undefined;
  let takenAt = takenAtMs;
  let before: Marks | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const found = await files.marks();
    if (stopped) return;
    if (before !== undefined && isSame(before, found)) {
      const isChanged = differs(found, taken, takenAt);
      taken = found;
      if (isChanged) {
        takenAt = now();
        changed();
      }
    }
    before = found;
    timer = setTimeout(() => void look(), lookMs);
  };
  void look();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const isSame = (one: Marks, other: Marks): boolean =>
  one.size === other.size && [...one].every(([path, { mark }]) => other.get(path)?.mark === mark);

/** A file that was not known when they were taken has changed if that was later: it may have been read before. */
const differs = (found: Marks, taken: Marks | undefined, takenAt: number): boolean =>
  [...found].some(([path, { mark, changedAtMs }]) => {
    const known = taken?.get(path);
    return known === undefined ? changedAtMs >= takenAt - tickMs : known.mark !== mark;
  }) || [...(taken?.keys() ?? [])].some((path) => !found.has(path));
