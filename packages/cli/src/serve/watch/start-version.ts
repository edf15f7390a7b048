import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LogLevel, PortCall } from '@gangway/core';
import { CliFault } from '../../cli-fault.js';
import type { FromVersion, Handlers, ToVersion } from './messages.js';
import { type PendingCalls, pendingCalls } from './pending-calls.js';

/** One version of a hook, in a process of its own. */
export interface Version extends Pick<PendingCalls, 'call'> {
  /** What its hook file exports as `serve`. */
  readonly settings: unknown;
  readonly takesPresence: boolean;
  /** Resolved when its process has ended, whoever ended it: with why, where it said so. */
  readonly ended: Promise<CliFault>;
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Ends it, once what it was asked is answered. */
  retire(): Promise<void>;
}

export interface VersionEvents {
  /** It is about to read a file, which is in this state. */
  reads(file: string, state: string): void;
  observed(call: PortCall): void;
}

const entry = fileURLToPath(new URL('./version-process.js', import.meta.url));

/** What a process has to end by itself. */
const endMs = 2_000;

/**
 * Loads a version of a hook in a process of its own: modules that were imported once cannot be imported anew.
 *
 * @param hook path of the hook file
 * @param signal aborted, it is given up
 * @throws CliFault as loading and composing a hook do
 */
export async function startVersion(
  hook: string,
  events: VersionEvents,
  signal: AbortSignal,
): Promise<Version> {
  const child = fork(entry, [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  const tell = (message: ToVersion): void => {
    if (child.connected) child.send(message, () => {});
  };
  const kill = () => child.kill('SIGKILL');
  const pending = pendingCalls(tell);
  const loaded = Promise.withResolvers<Pick<Version, 'settings' | 'takesPresence'>>();
  let fault = endedAlone;
  const keys = () => pending.call('keys', undefined);
  const handlers: Handlers<FromVersion> = {
    reads: ({ file, state }) => events.reads(file, state),
    observed: ({ call }) => events.observed(call),
    loaded: ({ settings, givesKeys, takesPresence }) =>
      loaded.resolve({
        settings: givesKeys ? { ...Object(settings), keys } : settings,
        takesPresence,
      }),
    fault({ code, message, stack }) {
      fault = Object.assign(new CliFault(code, message), { stack });
      loaded.reject(fault);
    },
    answer: pending.settle,
    thrown: pending.settle,
  };
  child.on('message', (message: FromVersion) => {
    // A hook's own code may send what it likes.
    const handle = handlers[message?.kind] as ((message: FromVersion) => void) | undefined;
    handle?.(message);
  });
  child.on('error', loaded.reject);
  const ended = once(child, 'exit').then(() => {
    loaded.reject(fault);
    pending.giveUp();
    return fault;
  });
  signal.addEventListener('abort', kill, { once: true });
  tell({ kind: 'open', hook });
  try {
    return Object.freeze({
      ...(await loaded.promise),
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

const endedAlone = new CliFault('UNCAUGHT', 'The process of the hook ended by itself.');
