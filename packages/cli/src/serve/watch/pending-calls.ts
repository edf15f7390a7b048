import { PortError } from '@gangway/core';
import type { CallName, Calls, FromVersion, ToVersion } from './messages.js';

/** The calls that a version of the hook has not answered yet. */
export interface PendingCalls {
  /**
   * @param signal aborted, the version is told; it answers all the same
   * @throws PortError where the version said so; Error where it ended, or does not answer
   */
  call<Name extends CallName>(
    name: Name,
    args: Calls[Name]['args'],
    signal?: AbortSignal,
  ): Promise<Calls[Name]['answer']>;
  settle(message: Extract<FromVersion, { readonly kind: 'answer' | 'thrown' }>): void;
  /** Ends every call: there is nobody to answer any more. */
  giveUp(): void;
  /** Resolved when no call is left. */
  settled(): Promise<void>;
}

/** Longer than any call takes that ends at all: what takes longest is a presence event, ten seconds. */
const longestMs = 12_000;

type Settle = (settled: { readonly value: unknown } | { readonly error: Error }) => void;

export function pendingCalls(tell: (message: ToVersion) => void): PendingCalls {
  const waiting = new Map<number, Settle>();
  const idle = new Set<() => void>();
  let gone = false;
  let last = 0;
  const done = (id: number, settled: Parameters<Settle>[0]): void => {
    const settle = waiting.get(id);
    waiting.delete(id);
    settle?.(settled);
    if (waiting.size > 0) return;
    for (const resolve of idle) resolve();
    idle.clear();
  };
  return {
    async call(name, args, signal) {
      if (gone) throw ended();
      last += 1;
      const id = last;
      const answered = Promise.withResolvers<unknown>();
      const timer = setTimeout(
        () => done(id, { error: new Error('this version of the hook does not answer') }),
        longestMs,
      );
      const abort = () => tell({ kind: 'abort', id });
      signal?.addEventListener('abort', abort, { once: true });
      waiting.set(id, (settled) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        if ('error' in settled) answered.reject(settled.error);
        else answered.resolve(settled.value);
      });
      tell({ kind: 'call', id, call: { name, args } as never });
      return (await answered.promise) as Calls[typeof name]['answer'];
    },
    settle(message) {
      done(message.id, message.kind === 'answer' ? message : { error: errorOf(message) });
    },
    giveUp() {
      gone = true;
      for (const id of [...waiting.keys()]) done(id, { error: ended() });
    },
    settled: () =>
      waiting.size === 0
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            idle.add(resolve);
          }),
  };
}

const errorOf = ({ code, message }: Extract<FromVersion, { readonly kind: 'thrown' }>): Error =>
  code === undefined ? new Error(message) : new PortError(code, message);

const ended = (): Error => new Error('the process of this version of the hook has ended');
