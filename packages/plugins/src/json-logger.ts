import { Clock, definePlugin, Logger, type LogLevel, provide } from '@gangway/core';
import * as v from 'valibot';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

const options = v.strictObject({
  /** The least level that is written. */
  level: v.optional(v.picklist(['debug', 'info', 'warn', 'error']), 'info'),
  /** Takes one line, its newline included; standard output unless given. */
  write: v.optional(
    v.custom<(line: string) => void>((value) => typeof value === 'function', 'must be a function'),
  ),
});

/**
 * One JSON object a line, with `timestamp`, `level` and `message` as Lambda's JSON logging knows them, so that it
 * takes the line as it is. Listed by default.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 * @example jsonLogger({ level: 'warn' })
 */
export const jsonLogger = definePlugin({
  name: 'json-logger',
  options,
  build: ({ level, write = (line: string) => process.stdout.write(line) }) => ({
    provides: [
      provide(Logger, { clock: Clock }, ({ clock }) => createJsonLogger(level, write, clock)),
    ],
  }),
});

function createJsonLogger(least: LogLevel, write: (line: string) => void, clock: Clock): Logger {
  return Object.freeze({
    log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) {
      if (order.indexOf(level) < order.indexOf(least)) return;
      const timestamp = new Date(clock.now()).toISOString();
      write(`${JSON.stringify({ timestamp, level: level.toUpperCase(), message, ...fields })}\n`);
    },
  });
}
