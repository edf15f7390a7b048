import type { Logger } from '../ports/logger.js';
import { isPromise } from './deadline.js';

/** A logger that cannot fail: losing a line must not change an answer. */
export function quiet(logger: Logger): Logger {
  return {
    log(level, message, fields) {
      try {
        const logged: unknown = logger.log(level, message, fields);
        // One that waits against its contract must not end the process when it rejects.
        if (isPromise(logged)) Promise.resolve(logged).catch(() => undefined);
      } catch {
        // There is nowhere left to say so.
      }
    },
  };
}
