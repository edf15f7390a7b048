import { PortError } from '@gangway/core';
import { assertSynchronous } from '../synchronous.js';

/** What undoes the changes that a transaction made. */
export interface Journal {
  /** Whoever changes something says how it is undone. */
  changed(undo: () => void): void;
  transaction<T>(run: () => T): T;
  /** @throws PortError `STORE_UNAVAILABLE` once it was closed */
  assertOpen(): void;
  close(): void;
}

export function createJournal(): Journal {
  let open = true;
  let depth = 0;
  const undoing: (() => void)[] = [];
  const undoTo = (mark: number): void => {
    while (undoing.length > mark) undoing.pop()?.();
  };
  return {
    changed(undo) {
      if (depth > 0) undoing.push(undo);
    },
    transaction(run) {
      const mark = undoing.length;
      depth += 1;
      try {
        return assertSynchronous(run());
      } catch (error) {
        undoTo(mark);
        throw error;
      } finally {
        depth -= 1;
        if (depth === 0) undoing.length = 0;
      }
    },
    assertOpen() {
      if (!open) throw new PortError('STORE_UNAVAILABLE', 'the account was closed');
    },
    close() {
      open = false;
    },
  };
}
