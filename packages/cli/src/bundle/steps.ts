import type { Io } from '../terminal/io.js';

/** Tells on standard error which step a command of a few is at. */
export interface Steps {
  readonly at: (what: string) => void;
  /** Takes the line off the terminal. */
  clear(): void;
}

/** A line that is written over on a terminal; elsewhere a line for each step; nothing where nobody wants it. */
export function createSteps(
  { err, errTerminal }: Pick<Io, 'err' | 'errTerminal'>,
  quiet: boolean,
): Steps {
  let shown = false;
  return {
    at(what) {
      if (quiet) return;
      err(errTerminal ? `\r${what} …\u001b[K` : `gangway: ${what}\n`);
      shown = errTerminal;
    },
    clear() {
      if (shown) err('\r\u001b[K');
      shown = false;
    },
  };
}
