import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a shell makes of a command: the words of each call of `aws`, which itself prints a version. */
export async function shellCalls(command: string): Promise<readonly (readonly string[])[]> {
  const aws = `aws() { for word in "$@"; do printf '%s\\0' "$word" >&3; done; printf '\\0' >&3; echo 7; }`;
  const { stdout } = await run('sh', ['-euc', `exec 3>&1 >/dev/null; ${aws}; ${command}`]);
  return stdout
    .split('\0\0')
    .filter((call) => call !== '')
    .map((call) => call.split('\0'));
}
