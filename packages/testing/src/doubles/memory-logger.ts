import { definePlugin, Logger, type LogLevel, type Plugin, provide } from '@gangway/core';
import { noteOutput } from '../canaries.js';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that keeps its lines. */
export interface MemoryLogger extends Logger {
  readonly lines: readonly LogLine[];
  plugin(): Plugin;
}

/** @example composeHook(hook, { replace: [memoryLogger().plugin()] }) */
export function memoryLogger(): MemoryLogger {
  const lines: LogLine[] = [];
  const logger: MemoryLogger = {
    lines,
    log(level, message, fields = {}) {
      lines.push({ level, message, fields });
      noteOutput('log', { level, message, fields });
    },
    plugin: definePlugin({
      name: 'memory-logger',
      build: () => ({ provides: [provide(Logger, {}, () => logger)] }),
    }),
  };
  return logger;
}
