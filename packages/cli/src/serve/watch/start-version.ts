import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Settings } from '@gangway/adapter-http';
import type { LogLevel, PortCall } from '@gangway/core';
import { CliFault } from '../../cli-fault.js';
import type { FromVersion, ToVersion } from './messages.js';
import { type PendingCalls, pendingCalls } from './pending-calls.js';

/** What is known of a version once it is composed. */
interface Composed {
  readonly settings: Settings;
  readonly takesPresence: boolean;
  readonly logsAsTold: boolean;
}

/** One version of a hook, in a process of its own. */
export interface Version extends Composed, Pick<PendingCalls, 'call'> {
  /** Resolved when its process has ended, whoever ended it. */
  readonly ended: Promise<void>;
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Ends it, once what it was asked is answered. */
  retire(): Promise<void>;
}

export interface VersionParts {
  /** The hook file. */
  readonly hook: string;
  /** Reads the settings with what the hook file exports as `serve`. */
  settings(exported: unknown): Settings;
  onFile(path: string): void;
  onObserved(call: PortCall): void;
}

const entry = fileURLToPath(new URL('./version-process.js', import.meta.url));

/** What a process has to end by itself. */
const endMs = 2_000;

/**
 * Loads a version of a hook in a process of its own: modules that were imported once cannot be imported anew.
 *
 * @param signal aborted, it is given up
 * @throws CliFault as loading and composing a hook do
 */
export async function startVersion(parts: VersionParts, signal: AbortSignal): Promise<Version> {
  const child = fork(entry, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const tell = (message: ToVersion): void => {
    if (child.connected) child.send(message, () => {});
  };
  const kill = () => child.kill('SIGKILL');
  const ended = once(child, 'exit').then(() => undefined);
  const pending = pendingCalls(tell);
  const composing = Promise.withResolvers<Composed>();
  const hear = hearing(parts, pending, tell, composing);
  child.on('message', (message: FromVersion) => {
    try {
      hear(message);
    } catch (error) {
      composing.reject(error);
    }
  });
  child.on('error', composing.reject);
  void ended.then(() => {
    composing.reject(new CliFault('HOOK_NOT_LOADABLE', `${parts.hook}: its process has ended.`));
    pending.giveUp();
  });
  signal.addEventListener('abort', kill, { once: true });
  tell({ kind: 'open', hook: parts.hook });
  try {
    return Object.freeze({
      ...(await composing.promise),
      call: pending.call,
      ended,
      log: (level: LogLevel, message: string, fields = {}) =>
        tell({ kind: 'log', level, message, fields }),
      async retire() {
        await pending.settled();
        if (child.connected) child.disconnect();
        const timer = setTimeout(kill, endMs);
        await ended;
        clearTimeout(timer);
      },
    });
  } catch (error) {
    kill();
    throw error;
  } finally {
    signal.removeEventListener('abort', kill);
  }
}

/** What is made of what the process of a version says. */
function hearing(
  parts: VersionParts,
  pending: PendingCalls,
  tell: (message: ToVersion) => void,
  composing: PromiseWithResolvers<Composed>,
): (message: FromVersion) => void {
  let settings: Settings | undefined;
  const keys = () => pending.call('keys', undefined);
  const handlers: {
    readonly [Kind in FromVersion['kind']]: (
      message: Extract<FromVersion, { readonly kind: Kind }>,
    ) => void;
  } = {
    file: ({ path }) => parts.onFile(path),
    observed: ({ call }) => parts.onObserved(call),
    opened({ settings: exported, givesKeys }) {
      settings = parts.settings(givesKeys ? { ...Object(exported), keys } : exported);
      tell({ kind: 'compose', logLevel: settings.values.logLevel });
    },
    composed({ takesPresence, logsAsTold }) {
      if (settings !== undefined) composing.resolve({ settings, takesPresence, logsAsTold });
    },
    failed({ code, message, stack }) {
      composing.reject(Object.assign(new CliFault(code, message), { stack }));
    },
    answer: pending.settle,
    thrown: pending.settle,
  };
  return (message) => {
    const handler = handlers[message.kind] as ((message: FromVersion) => void) | undefined;
    // A hook's own code may send what it likes.
    handler?.(message);
  };
}
