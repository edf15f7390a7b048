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
  /** Of the outermost transaction, where one runs: those inside it go on with the same. */
  let undoing: (() => void)[] | undefined;
  return {
    changed: (undo) => void undoing?.push(undo),
    transaction(run) {
      const outer = undoing;
      const own = outer ?? [];
      const mark = own.length;
      undoing = own;
      try {
        return assertSynchronous(run());
      } catch (error) {
        for (const undo of own.splice(mark).toReversed()) undo();
        throw error;
      } finally {
        undoing = outer;
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
