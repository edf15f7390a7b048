import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../command.js';
import type { Engine } from './engine.js';

/** The images that others are made from, where none can be fetched. */
export const images = Object.freeze({
  /** What `node` is linked against, and nothing else. */
  base: 'gangway-base:conformance',
  /** The same with node and npm. */
  node: 'gangway-node:conformance',
});

const nodePackage = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const certificates = '/etc/ssl/certs/ca-certificates.crt';

/** Makes {@link images} out of the workspace's Node, the libraries that `ldd` names, and this machine's npm. */
export async function makeImages(engine: Engine, folder: string): Promise<void> {
  const node = await realpath(nodePackage);
  const base = join(folder, 'base');
  await rm(base, { recursive: true, force: true });
  await mkdir(join(base, 'etc'), { recursive: true });
  await mkdir(join(base, 'tmp'), { mode: 0o1777 });
  await writeFile(
    join(base, 'etc/passwd'),
    'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  );
  for (const library of librariesOf(node)) await copy(library, base);
  if (existsSync(certificates)) await copy(certificates, base);
  await importImage(engine, base, images.base, []);

  await mkdir(join(base, 'usr/local/bin'), { recursive: true });
  await cp(node, join(base, 'usr/local/bin/node'));
  await cp(await npmFolder(), join(base, 'usr/local/lib/node_modules/npm'), { recursive: true });
  // A program by itself, as in Node's own images: its first line asks for /usr/bin/env.
  await writeFile(
    join(base, 'usr/local/bin/npm'),
    "#!/usr/local/bin/node\nrequire('/usr/local/lib/node_modules/npm/lib/cli.js')(process);\n",
    { mode: 0o755 },
  );
  await importImage(engine, base, images.node, [
    'ENV PATH=/usr/local/bin',
    ...(existsSync(certificates) ? [`ENV NODE_EXTRA_CA_CERTS=${certificates}`] : []),
  ]);
  await rm(base, { recursive: true });
}

/** Where the npm lies that is called here. */
async function npmFolder(): Promise<string> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const command = folders.map((path) => join(path, 'npm')).find(existsSync);
  if (command === undefined) throw new Error('npm is missing');
  // …/npm/bin/npm-cli.js
  return dirname(dirname(await realpath(command)));
}

/** The files that a program is linked against, its loader among them. */
export function librariesOf(program: string): readonly string[] {
  const { stdout } = spawnSync('ldd', [program], { encoding: 'utf8' });
  return [...stdout.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);
}

async function copy(file: string, root: string): Promise<void> {
  const to = join(root, file);
  await mkdir(dirname(to), { recursive: true });
  await cp(file, to, { dereference: true });
}

async function importImage(
  engine: Engine,
  folder: string,
  name: string,
  changes: readonly string[],
): Promise<void> {
  const archive = `${folder}.tar`;
  await run('tar', ['--create', '--file', archive, '--owner=0', '--group=0', '.'], {
    cwd: folder,
  });
  const flags = changes.flatMap((change) => ['--change', change]);
  await engine.docker('import', ...flags, archive, name);
  await rm(archive);
}
