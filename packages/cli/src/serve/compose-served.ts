import type { Hook } from '@gangway/composition';
import { type Lifecycle, Logger, type LogLevel, type PortCall } from '@gangway/core';
import { pinoLogger } from '@gangway/plugins/pino-logger';
import type { HookFile } from '../hook/open-hook-file.js';

/** What a hook gets from whoever serves it. */
export interface ServedParts {
  readonly logLevel: LogLevel;
  /** Takes a line of the log, its newline included. */
  write(line: string): void;
  /** Hears of each call of a registry, ledger or secret store. */
  observe(call: PortCall): void;
}

/** A hook that can be served. */
export interface ServedHook {
  readonly hook: Hook;
  /** Absent where the hook has no `ClaimLedger`. */
  readonly lifecycle?: Lifecycle;
  /** Whether it logs by what it was given, and not by a logger of its own. */
  readonly logsAsTold: boolean;
}

/**
 * Composes a hook as it is served: it logs by pino, in the same JSON lines as without it and with secrets hidden, unless it
 * has a logger of its own. A hook that is composed already is taken as it is.
 *
 * @throws CliFault `HOOK_NOT_COMPOSABLE`
 */
export function composeServed(file: HookFile, parts: ServedParts): ServedHook {
  const logsAsTold = !file.isComposed && !file.provides(Logger);
  const { logLevel: level, write, observe } = parts;
  const replace = logsAsTold ? [pinoLogger({ level, destination: { write } })] : [];
  const lifecycle = file.composeLifecycle({ replace, observe });
  return {
    hook: file.compose({ replace, observe }),
    logsAsTold,
    ...(lifecycle === undefined ? {} : { lifecycle }),
  };
}
