import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { javaHook } from '@gangway/plugins/remote-hook';
import { exists, run } from '../command.js';

/** Where Debian's `liblombok-java` lies; another place by `GANGWAY_LOMBOK`. */
const lombok = process.env.GANGWAY_LOMBOK ?? '/usr/share/java/lombok.jar';

const sources = [
  'lambda/com/amazonaws/services/lambda/runtime/Context.java',
  'lambda/com/amazonaws/services/lambda/runtime/RequestHandler.java',
  'contract/example/PreProvisioningHook.java',
  'contract/example/PreProvisioningHookRequest.java',
  'contract/example/PreProvisioningHookResponse.java',
  'odd/OddHook.java',
].map((name) => fileURLToPath(new URL(name, import.meta.url)));

/** What is missing here to compile and run a Java hook. */
export function missingForJava(): readonly string[] {
  const tools = ['java', 'javac'].filter((tool) => !exists(tool));
  return [...tools, ...(existsSync(lombok) ? [] : ['liblombok-java'])];
}

/** What is missing here to run a Python hook. */
export function missingForPython(): readonly string[] {
  const version = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']);
  return version.status === 0 ? [] : ['python3'];
}

/** Compiles the hooks, and the bootstrap beside them. Lombok is of no use after that. */
export async function compileHooks(folder: string): Promise<void> {
  const { run: command } = javaHook({ classPath: [], handler: 'none' });
  const bootstrap = command.at(-1) ?? '';
  await run('javac', ['-cp', lombok, '-d', folder, ...sources], { cwd: folder });
  await run('javac', ['-d', `${folder}/bootstrap`, bootstrap], { cwd: folder });
}
