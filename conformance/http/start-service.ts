import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
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
  // Its channel ends with it: then no message comes any more.
  const messages = on(child, 'message', { close: ['disconnect'] });
  const next = async <T>(): Promise<T> => {
    const { value, done } = await messages.next();
    if (done) throw new Error('the service has ended');
    const [message] = value;
    return message;
  };
  const { unsigned, signed } = await next<{ unsigned: number; signed: number }>();
  // With keys it takes no call of the second in which it began.
  while ((await statusOf(signed, '/readyz')) !== 200) await pause(50);
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

/** Asked on a connection of its own, which does not outlive the answer. */
async function statusOf(port: number, path: string): Promise<number | undefined> {
  const asked = get({ host: '127.0.0.1', port, path, agent: false });
  const [answer]: IncomingMessage[] = await once(asked, 'response');
  answer?.resume();
  return answer?.statusCode;
}
