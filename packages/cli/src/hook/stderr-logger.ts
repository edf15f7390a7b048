import { definePlugin, Logger, type LogLevel, type Plugin, provide } from '@gangway/core';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';

/**
 * A logger for a desk: a line of text on standard error. Decision lines are left out, for the command prints the decision
 * itself.
 *
 * @param debug whether lines of level debug, and stacks, are shown
 */
export function stderrLogger(io: Io, debug: boolean): Plugin {
  const log = (
    level: LogLevel,
    message: string,
    fields: Readonly<Record<string, unknown>> = {},
  ) => {
    if (message === 'decision' || (level === 'debug' && !debug)) return;
    // A stack is for whoever asks for it.
    const told = Object.entries(fields).filter(
      ([name, value]) => value !== undefined && (debug || name !== 'stack'),
    );
    const rest = told.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(told))}`;
    io.err(`${level}: ${printable(`${message}${rest}`)}\n`);
  };
  return definePlugin({
    name: 'stderr-logger',
    build: () => ({ provides: [provide(Logger, {}, () => Object.freeze({ log }))] }),
  })();
}
