import type { ComposeOptions, Hook, HookDefinition } from '@gangway/composition';
import {
  ClaimLedger,
  Clock,
  definePlugin,
  type Lifecycle,
  Logger,
  type Plugin,
  type PortCall,
  portName,
  provide,
  type Token,
} from '@gangway/core';
import { composed, composersOf } from '../hook/composers.js';
import { openHookFile } from '../hook/open-hook-file.js';
import type { Io } from '../terminal/io.js';

/** What a hook file gives to serve. */
export interface Served {
  readonly hook: Hook;
  /** There where the hook has claims that presence events can confirm. */
  readonly lifecycle?: Lifecycle;
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
  const settings = file.exports.serve;
  const { exported } = file;
  if (exported.kind === 'composed') return { hook: exported.hook, settings };
  const { definition } = exported;
  const { composeHook, composeLifecycle } = await composersOf(file);
  const options: ComposeOptions = {
    replace: provides(definition, Logger) ? [] : [await lineLogger(io)],
    observe,
  };
  const hook = composed(composeHook, definition, options);
  const served = { hook, settings };
  if (!(portName(ClaimLedger) in hook.describe().ports)) return served;
  const shared = { ...options, replace: [sharedWith(hook)] };
  return { ...served, lifecycle: composed(composeLifecycle, definition, shared) };
}

const provides = ({ plugins }: HookDefinition, port: Token<unknown>): boolean =>
  plugins.some((plugin) =>
    plugin.provides.some((provision) => portName(provision.token) === portName(port)),
  );

/** pino is loaded here: no other command has a use for it. */
async function lineLogger(io: Io): Promise<Plugin> {
  const { pinoLogger } = await import('@gangway/plugins/pino-logger');
  return pinoLogger({ destination: { write: io.out } });
}

/** A store is one for each clock: with the hook's own, what takes presence events sees the hook's claims, also in memory. */
const sharedWith = ({ clock, logger }: Hook): Plugin =>
  definePlugin({
    name: 'shared-with-hook',
    build: () => ({
      provides: [provide(Clock, {}, () => clock), provide(Logger, {}, () => logger)],
    }),
  })();
