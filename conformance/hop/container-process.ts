import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { untilReady } from './until-ready.js';

/** A container in a process of its own, which a fault may kill, stop or starve. */
export interface ContainerProcess {
  readonly port: number;
  readonly url: string;
  /** Codes of its decisions so far, in order. */
  readonly codes: readonly string[];
  kill(signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Resolves when it has ended, by itself or not. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface ContainerProcessOptions {
  /** Where it listens; anywhere unless told. */
  readonly port?: number;
  /** Of Node, such as `--max-old-space-size=40`. */
  readonly nodeFlags?: readonly string[];
  /** Of `serve`, beside port and keys. */
  readonly serve?: Readonly<Record<string, number>>;
  /** Gives it back at once, before it takes calls. */
  readonly atOnce?: true;
}

/**
 * Starts one, and waits until it takes calls unless told otherwise.
 *
 * @param program the bundle of container-program.ts
 */
export async function spawnContainer(
  program: string,
  keys: readonly string[],
  { port = 0, nodeFlags = [], serve = {}, atOnce }: ContainerProcessOptions = {},
): Promise<ContainerProcess> {
  const args = [program, String(port), JSON.stringify(keys), JSON.stringify(serve)];
  const child = spawn(process.execPath, [...nodeFlags, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = `${complaint}${chunk}`.slice(0, 2_000);
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const codes: string[] = [];
  const listening = Promise.withResolvers<number>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line: { readonly port?: number; readonly code?: string } = JSON.parse(text);
    if (line.port !== undefined) listening.resolve(line.port);
    else if (line.code !== undefined) codes.push(line.code);
  });
  void ended.then(() => listening.reject(new Error(`a container did not start: ${complaint}`)));
  const bound = await listening.promise;
  const url = `http://127.0.0.1:${bound}`;
  if (atOnce !== true) await untilReady(url);
  return {
    port: bound,
    url,
    codes,
    kill: (signal) => void child.kill(signal),
    ended,
    async close() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
