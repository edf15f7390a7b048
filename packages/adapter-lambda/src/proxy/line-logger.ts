import type { Clock, Logger, LogLevel } from '@gangway/core';

/**
 * One JSON object a line on standard output, as Lambda's JSON log format has it, for a bundle that has no plugins.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export const lineLogger = (clock: Clock): Logger =>
  Object.freeze({
    log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) {
      const timestamp = new Date(clock.now()).toISOString();
      const line = { timestamp, level: level.toUpperCase(), message, ...fields };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    },
  });
