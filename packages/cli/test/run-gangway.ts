import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How one run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const fixture = (name: string): string => `${fixtures}${name}`;

/** Starts the built command. Of this process's environment it gets the path alone, so colours are its own choice. */
export function startGangway(args: readonly string[], options: RunOptions = {}): ChildProcess {
  return spawn(process.execPath, [main, ...args], {
    cwd: options.cwd ?? fixtures,
    env: { PATH: process.env.PATH, ...options.env },
    stdio: 'pipe',
  });
}

/** Runs the built command to its end. */
export async function gangway(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const child = startGangway(args, options);
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('no pipes');
  // A command that does not read its input may be gone before it is written.
  stdin.on('error', () => {});
  stdin.end(options.stdin ?? '');
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { code: code as number | null, stdout: out, stderr: err };
}
