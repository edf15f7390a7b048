import { definePort } from './token.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Takes one structured line. It must not throw and must not wait. */
export interface Logger {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export const Logger = definePort<Logger>('@gangway/core/Logger');
