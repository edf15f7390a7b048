import type { Clock, Logger } from '@gangway/core';

/** A logger of one JSON object a line, in the fields of the hook's own log; what is for debugging is left out. */
export const jsonLines = (clock: Clock, write: (line: string) => void): Logger =>
  Object.freeze({
    log(level, message, fields = {}) {
      if (level === 'debug') return;
      const timestamp = new Date(clock.now()).toISOString();
      write(`${JSON.stringify({ timestamp, level: level.toUpperCase(), message, ...fields })}\n`);
    },
  } satisfies Logger);
