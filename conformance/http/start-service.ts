import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ProcessState } from './own-state.js';

/** The service in a process of its own. */
export interface Service {
  readonly unsigned: number;
  readonly signed: number;
  state(): Promise<ProcessState>;
  /** Says SIGTERM, and waits until it has ended by itself: how that went, and whom it had decided about. */
  terminate(): Promise<{ readonly code: number | null; readonly decided: ReadonlySet<string> }>;
}

/**
 * Starts the service.
 *
 * @param file bundled
 */
export async function startService(file: string, args: readonly string[] = []): Promise<Service> {
  const child = fork(file, [...args], {
    execPath: process.execPath,
    execArgv: ['--expose-gc'],
    // What it logs is made and written, and goes nowhere.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const next = async <T>(): Promise<T> => {
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => {
        throw new Error('the service has ended');
      }),
    ]);
    return message as T;
  };
  const { unsigned, signed } = await next<{ unsigned: number; signed: number }>();
  return {
    unsigned,
    signed,
    state() {
      child.send('state');
      return next();
    },
    async terminate() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const { decided } = await next<{ decided: readonly string[] }>();
      const [code] = await ended;
      return { code, decided: new Set(decided) };
    },
  };
}
