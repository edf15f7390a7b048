import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Sample } from '../interleave.js';
import { nodeCommand } from '../node-command.js';

const run = promisify(execFile);
const autocannon = fileURLToPath(import.meta.resolve('autocannon'));

/**
 * Sends the same event over sixteen connections for some seconds, from a process of its own.
 *
 * @param cpu the processor that the load keeps to
 */
export async function load(
  url: string,
  bodyFile: string,
  seconds: number,
  cpu: number,
): Promise<Sample> {
  const [command, args] = nodeCommand(
    autocannon,
    [
      ...['--json', '--connections', '16', '--duration', String(seconds)],
      ...['--method', 'POST', '--headers', 'content-type=application/json', '--input', bodyFile],
      url,
    ],
    cpu,
  );
  const { stdout } = await run(command, args);
  const { requests, non2xx, errors, timeouts } = JSON.parse(stdout);
  if (non2xx + errors + timeouts > 0) throw new Error(`${url} failed under load: ${stdout}`);
  return { requests: requests.average };
}
