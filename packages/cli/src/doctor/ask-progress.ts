import type { Account } from '@gangway/doctor';
import type { Io } from '../terminal/io.js';

const lineEveryMs = 5_000;

/** An account that tells on standard error what it is asked. */
export interface ToldAccount extends Account {
  /** Takes the line off the terminal. */
  clear(): void;
}

/**
 * Tells what is asked: in a line of a terminal that is written over; elsewhere now and then, so that a log shows that something
 * goes on.
 *
 * @param now milliseconds, on a scale that never goes back
 */
export function askProgress(
  account: Account,
  io: Pick<Io, 'err' | 'errTerminal'>,
  now: () => number,
): ToldAccount {
  let asked = 0;
  let last = now();
  return {
    ask(service, operation, input) {
      asked += 1;
      const told = `${service}:${operation}, question ${asked}`;
      if (io.errTerminal) io.err(`\rasking ${told}\u001b[K`);
      else if (now() - last >= lineEveryMs) {
        last = now();
        io.err(`gangway: asking ${told}\n`);
      }
      return account.ask(service, operation, input);
    },
    clear() {
      if (io.errTerminal && asked > 0) io.err('\r\u001b[K');
    },
  };
}
