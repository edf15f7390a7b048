import { childEnvironment, folderOf } from './child-environment.js';
import type { HookCommand } from './command.js';

/** A process that was started, with all that it starts itself. */
export interface Child {
  /** Lets this process wait for it, or end before it. */
  hold(held: boolean): void;
  /** Ends it, and what it has started, at once. */
  kill(): void;
}

/** Those that run, by what ends them; none may outlive this process. */
const running = new Set<() => void>();
let watching = false;

function endWithThisProcess(kill: () => void): void {
  running.add(kill);
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const end of running) end();
  });
}

/**
 * Starts a hook's process. It is the first of a group of its own, so that a shell's children end with it; its standard
 * input stays open for as long as this process lives, however that ends.
 *
 * @param onEnd is told once, with what it ended by
 */
export function spawnChild(
  command: HookCommand,
  host: string,
  onEnd: (how: string) => void,
): Child {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [program = '', ...rest] = command.run;
  const output = command.output === 'inherit' ? 2 : 'ignore';
  const child = spawn(program, rest, {
    cwd: folderOf(command),
    env: childEnvironment(command, host),
    stdio: ['pipe', output, output],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const kill = () => killGroup(child.pid, () => child.kill('SIGKILL'));
  const ended = (how: string) => {
    running.delete(kill);
    onEnd(how);
  };
  // A command that is not there has no pid, and nothing to end.
  if (child.pid !== undefined) endWithThisProcess(kill);
  child.once('error', (error: NodeJS.ErrnoException) => ended(error.code ?? 'an error'));
  child.once('exit', (code, signal) => ended(signal ?? `code ${code}`));
  child.stdin?.on('error', () => undefined);
  // It is a socket, which the types do not tell.
  (child.stdin as { unref?(): void } | null)?.unref?.();
  child.unref();
  return {
    hold: (held) => (held ? child.ref() : child.unref()),
    kill,
  };
}

function killGroup(pid: number | undefined, killAlone: () => void): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') killAlone();
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended by itself.
  }
}
