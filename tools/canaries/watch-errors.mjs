// What every error of a class of Gangway's own tells, with what it says was the cause: tests catch most of them, and print none.
// Errors of libraries, and those that tests make, may hold anything: what counts is what Gangway makes of them.
import { inspect } from 'node:util';
import { keepOutput } from './spool.mjs';

const known = new Set();
const ours = new WeakMap();

export function watchErrors() {
  // A proxy, for classes that extend `Error` are to come by here as well.
  globalThis.Error = new Proxy(Error, {
    construct(target, args, newTarget) {
      const error = Reflect.construct(target, args, newTarget);
      if (isOurs(newTarget)) note(error);
      return error;
    },
  });
}

/** Whether a class is Gangway's: its constructor, which is running, is in the file of a package. */
function isOurs(made) {
  if (made === globalThis.Error) return false;
  let is = ours.get(made);
  if (is === undefined) {
    const running = {};
    Error.captureStackTrace(running);
    is = /\n +at new .*\/packages\/[a-z-]+\/(dist|src)\//.test(running.stack);
    ours.set(made, is);
  }
  return is;
}

/** What was told once is not kept again. */
function note({ message, cause }) {
  const text = cause === undefined ? message : `${message}\n${inspect(cause, { depth: 8 })}`;
  if (known.has(text)) return;
  if (known.size > 100_000) known.clear();
  known.add(text);
  keepOutput('error', text);
}
