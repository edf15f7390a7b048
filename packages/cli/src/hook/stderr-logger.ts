import { definePlugin, Logger, type LogLevel, type Plugin, provide } from '@gangway/core';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';

/**
 * Lines of text on standard error, for a desk.
 *
 * @param debug whether lines of level debug, and stacks, are shown
 */
export function lineLogger(io: Pick<Io, 'err'>, debug: boolean): Logger {
  return Object.freeze({
    log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) {
      if (level === 'debug' && !debug) return;
      // A stack is for whoever asks for it.
      const told = Object.entries(fields).filter(
        ([name, value]) => value !== undefined && (debug || name !== 'stack'),
      );
      const rest = told.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(told))}`;
      io.err(`${level}: ${printable(`${message}${rest}`)}\n`);
    },
  });
}

/**
 * Such a logger for a hook whose decisions the command prints itself: their lines are left out.
 *
 * @param debug whether lines of level debug, and stacks, are shown
 */
export function stderrLogger(io: Io, debug: boolean): Plugin {
  const { log } = lineLogger(io, debug);
  const logger: Logger = Object.freeze({
    log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) {
      if (message !== 'decision') log(level, message, fields);
    },
  });
  return definePlugin({
    name: 'stderr-logger',
    build: () => ({ provides: [provide(Logger, {}, () => logger)] }),
  })();
}
