import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

// util-linux's; where it is missing, or there is one processor only, nothing is pinned.
const pin = 'taskset';
const canPin = availableParallelism() > 1 && spawnSync(pin, ['-c', '1', 'true']).status === 0;

/**
 * The command line that runs a program on the workspace's own Node.
 *
 * @param cpu the processor that it keeps to, where the machine can do that
 */
export function nodeCommand(
  file: string,
  args: readonly string[],
  cpu?: number,
): readonly [command: string, args: readonly string[]] {
  return cpu === undefined || !canPin
    ? [process.execPath, [file, ...args]]
    : [pin, ['-c', String(cpu), process.execPath, file, ...args]];
}
