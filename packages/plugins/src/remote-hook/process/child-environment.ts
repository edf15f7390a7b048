import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtimeEnvironment } from '../../runtime-api/index.js';
import type { HookCommand } from './command.js';

/** What a program needs to be found and to start, and nothing that a secret stands in. */
const passedOn = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SYSTEMROOT'] as const;

/** Names the way in which a child learns that this process is gone: its standard input comes to its end. */
const lifeline = { GANGWAY_LIFELINE: 'stdin' };

/** The folder that a command runs in, whole: in it, a relative path would lead elsewhere. */
export function folderOf({ folder = '' }: HookCommand): string {
  return folder instanceof URL ? fileURLToPath(folder) : resolve(folder);
}

/**
 * The whole environment of a hook's process. It is not this process's: there the credentials stand that the hook in front
 * works with.
 *
 * @param host of the Runtime API that it is to ask
 */
export function childEnvironment(
  command: HookCommand,
  host: string,
): Readonly<Record<string, string>> {
  const ours = passedOn
    .map((name) => [name, process.env[name]] as const)
    .filter((entry): entry is [(typeof passedOn)[number], string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(ours),
    LAMBDA_TASK_ROOT: folderOf(command),
    ...(command.handler === undefined ? {} : { _HANDLER: command.handler }),
    ...command.environment,
    ...runtimeEnvironment(host, 'remote-hook'),
    ...lifeline,
  };
}
