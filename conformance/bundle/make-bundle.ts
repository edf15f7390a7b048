import { cp, mkdir, readdir, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists, run } from '../command.js';

const inWorkspace = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Where and how a bundle is made, none of which may be seen in it. */
export interface Place {
  /** For the example's copy; made. */
  readonly folder: string;
  readonly zone: string;
  readonly umask: string;
  /** When its files were written last. */
  readonly written: Date;
}

/** What `gangway bundle --json` tells, as far as it is looked at here. */
export interface Made {
  readonly out: string;
  readonly zip: string;
  readonly bytes: number;
  readonly zipBytes: number;
  readonly loadMs: number;
  readonly manifest: { readonly function: { readonly kind: string } };
}

/** Copies an example to a folder, with its packages linked, and bundles a file of it there by the command. */
export async function makeBundle(example: string, file: string, place: Place): Promise<Made> {
  const { folder, zone, umask, written } = place;
  const from = inWorkspace(`examples/${example}`);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(from)) {
    if (!/\.(ts|csv)$|^package\.json$/.test(name)) continue;
    await cp(join(from, name), join(folder, name));
    await utimes(join(folder, name), written, written);
  }
  await symlink(join(from, 'node_modules'), join(folder, 'node_modules'));
  const out = join(folder, 'dist');
  const main = inWorkspace('packages/cli/dist/main.js');
  const command = `umask ${umask} && exec "${process.execPath}" "${main}" bundle "${file}" --out dist --json`;
  const env = { PATH: process.env.PATH, TZ: zone };
  return { ...JSON.parse(await run('sh', ['-c', command], { cwd: folder, env })), out };
}

/** Unpacks what is uploaded as Lambda does; where this machine has no `unzip`, the files beside it must do. */
export async function unpack({ zip, out }: Made, to: string): Promise<string> {
  if (!exists('unzip')) return out;
  await run('unzip', ['-q', zip, '-d', to], { cwd: out });
  return to;
}
