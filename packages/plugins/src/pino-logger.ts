import { Clock, definePlugin, Logger, type LogLevel, provide } from '@gangway/core';
// In module scope, unlike other libraries: a line is written at once, and there is no later moment to load this in.
import { type DestinationStream, pino } from 'pino';
import * as v from 'valibot';
import { hidden, withoutKeys, withoutSecrets } from './log/without-secrets.js';

const options = v.strictObject({
  /** The least level that is written. */
  level: v.optional(v.picklist(['debug', 'info', 'warn', 'error']), 'info'),
  /** Fields of every line. */
  base: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Paths that are hidden beside what always is, as pino writes them. */
  redact: v.optional(
    v.pipe(v.array(v.string()), v.check(isRedactable, 'has a path that pino does not take')),
    [],
  ),
  /** Takes the lines, as pino's own `destination` and `transport` do; standard output unless given. */
  destination: v.optional(
    v.custom<DestinationStream>(
      (value) => typeof (value as Partial<DestinationStream> | null)?.write === 'function',
      'must have a function write, as pino.destination(…) and pino.transport(…) give it',
    ),
  ),
});

/**
 * The port `Logger` on pino: one JSON object a line, with the fields of `jsonLogger`, so that whatever reads one reads the
 * other. The time is the hook's clock's.
 *
 * Whatever is named like a secret is hidden, at any depth: PEM, tokens, keys, passwords, signatures, cookies, `authorization`;
 * so are the values of `parameterOverrides` and `parameters`, and every PEM block and key of the hop in a text.
 *
 * pino is loaded when this module is: it is in no bundle of a hook that does not import it.
 *
 * @see https://getpino.io
 * @example pinoLogger({ level: 'debug', base: { service: 'gangway' } })
 */
export const pinoLogger = definePlugin({
  name: 'pino-logger',
  options,
  build: (rules) => ({
    provides: [provide(Logger, { clock: Clock }, ({ clock }) => createPinoLogger(rules, clock))],
  }),
});

function createPinoLogger(
  { level: least, base, redact, destination }: v.InferOutput<typeof options>,
  clock: Clock,
): Logger {
  const settings = {
    level: least,
    base,
    messageKey: 'message',
    timestamp: () => `,"timestamp":"${new Date(clock.now()).toISOString()}"`,
    // Errors are texts by then, wherever they stand; pino would read the one that is called `err` once more.
    serializers: { err: (error: unknown) => error },
    formatters: { level: (label: string) => ({ level: label.toUpperCase() }) },
    ...(redact.length === 0 ? {} : { redact: { paths: redact, censor: hidden } }),
  };
  const logger = destination === undefined ? pino(settings) : pino(settings, destination);
  return Object.freeze({
    log(level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}) {
      if (logger.isLevelEnabled(level)) logger[level](toWrite(fields), withoutKeys(message));
    },
  });
}

function toWrite(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  try {
    const { level, timestamp, message, ...shown } = withoutSecrets(fields);
    // A line has each of its members once.
    return {
      ...shown,
      ...(level === undefined ? {} : { level_: level }),
      ...(timestamp === undefined ? {} : { timestamp_: timestamp }),
      ...(message === undefined ? {} : { message_: message }),
    };
  } catch {
    // What cannot be looked at, such as an object whose getter throws, costs a line no more than its fields.
    return { fields: 'could not be read' };
  }
}

function isRedactable(paths: string[]): boolean {
  try {
    pino({ redact: paths });
    return true;
  } catch {
    return false;
  }
}
