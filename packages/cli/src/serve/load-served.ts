import { Logger, type Plugin, type PortCall } from '@gangway/core';
import { composeWithLifecycle, lists, type WithLifecycle } from '../hook/compose-with-lifecycle.js';
import { openHookFile } from '../hook/open-hook-file.js';
import type { Io } from '../terminal/io.js';

/** What a hook file gives to serve. */
export interface Served extends WithLifecycle {
  /** What the file exports as `serve`. */
  readonly settings: unknown;
}

/**
 * Loads a hook file for a server: its log is JSON lines on standard output, unless it lists a logger, and the calls of its
 * ports are told. A hook that its file composed itself is served as it is.
 *
 * @param observe hears of each call of a registry, ledger or secret store
 * @throws CliFault with a `HOOK_…` code
 */
export async function loadServed(
  path: string,
  io: Io,
  observe: (call: PortCall) => void,
): Promise<Served> {
  const file = await openHookFile(path);
  const composed = await composeWithLifecycle(file, async (definition) => ({
    replace: lists(definition, Logger) ? [] : [await lineLogger(io)],
    observe,
  }));
  return { ...composed, settings: file.exports.serve };
}

/** pino is loaded here: no other command has a use for it. */
async function lineLogger(io: Io): Promise<Plugin> {
  const { pinoLogger } = await import('@gangway/plugins/pino-logger');
  return pinoLogger({ destination: { write: io.out } });
}
