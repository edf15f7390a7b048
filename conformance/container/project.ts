import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = join(root, 'packages/adapter-http/container');

/** Programs of the container's example, and what each needs of Gangway. */
const programs = {
  'container.ts': ['core', 'hop', 'composition', 'plugins', 'adapter-http'],
  'emulator.ts': ['core', 'hop', 'plugins', 'adapter-lambda', 'template', 'emulator'],
} as const;

export type Entry = keyof typeof programs;

export interface ProjectParts {
  readonly hook: string;
  readonly entries: readonly Entry[];
  readonly tarballs: readonly string[];
}

/**
 * Writes a user's project: a hook of an example, the entry points of the container's example, the packed packages as
 * dependencies with a lockfile, and the Dockerfile as the package brings it.
 *
 * @param hook folder of the example whose `hook.ts` is taken, with what lies beside it
 * @param entries the entry points; each makes an image of its own
 */
export async function writeProject(
  folder: string,
  { hook, entries, tarballs }: ProjectParts,
  progress: (line: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await cp(dockerfile, folder, { recursive: true });
  for (const entry of entries) {
    await cp(join(root, 'examples/container', entry), join(folder, entry));
  }
  await cp(join(root, 'examples', hook, 'hook.ts'), join(folder, 'hook.ts'));
  for (const file of ['devices.csv', 'first-fleet.template.json']) {
    await cp(join(root, 'examples/first-hook', file), join(folder, file));
  }
  const needed = new Set<string>(entries.flatMap((entry) => programs[entry]));
  const packed = tarballs.filter((file) => needed.has(nameIn(file)));
  for (const file of packed) await cp(file, join(folder, basename(file)));
  const dependencies = Object.fromEntries(
    packed.map((file) => [`@gangway/${nameIn(file)}`, `file:./${basename(file)}`]),
  );
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      type: 'module',
      dependencies: {
        ...dependencies,
        ...(await versionsOf('pino', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb')),
      },
      devDependencies: await versionsOf('esbuild'),
    }),
  );
  progress('locking the dependencies of a project');
  await run(
    'npm',
    ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'],
    {
      cwd: folder,
    },
  );
}

const nameIn = (tarball: string): string =>
  basename(tarball)
    .replace(/^gangway-/, '')
    .replace(/-\d+\.\d+\.\d+.*$/, '');

/** The versions that the workspace's catalog pins. */
async function versionsOf(...names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const catalog = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8');
  return Object.fromEntries(
    names.map((name) => {
      const found = new RegExp(`^ {2}"?${name}"?: (\\S+)$`, 'm').exec(catalog)?.[1];
      if (found === undefined) throw new Error(`the catalog has no ${name}`);
      return [name, found];
    }),
  );
}
