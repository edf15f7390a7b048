import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { inScratch, inWorkspace } from './scratch.js';

const program = fileURLToPath(new URL('./bundle-process.js', import.meta.url));

interface Place {
  readonly folder: string;
  readonly cwd: string;
  readonly zone: string;
  readonly umask: string;
  readonly year: number;
}

/** Copies an example to a place of its own, with its packages linked, and bundles a file of it there. */
async function bundleAt(example: string, file: string, place: Place): Promise<Map<string, Buffer>> {
  const { folder, cwd, zone, umask, year } = place;
  await mkdir(folder, { recursive: true });
  const from = inWorkspace(`examples/${example}`);
  for (const name of await readdir(from)) {
    if (/\.(ts|csv|json)$/.test(name) && name !== 'tsconfig.json') {
      await cp(join(from, name), join(folder, name));
      await utimes(join(folder, name), new Date(year, 1, 1), new Date(year, 1, 1));
    }
  }
  await symlink(join(from, 'node_modules'), join(folder, 'node_modules'));
  const out = join(folder, 'dist');
  const child = spawn(process.execPath, [program, join(folder, file), out, umask], {
    cwd,
    env: { TZ: zone, PATH: process.env.PATH },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  expect(code).to.equal(0);
  const names = (await readdir(out)).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(out, name))] as const)),
  );
}

describe('a bundle is reproducible', function () {
  this.timeout(60_000);

  for (const [example, file] of [
    ['first-hook', 'lambda.ts'],
    ['first-hook', 'hook.ts'],
    ['device-claims', 'lifecycle.ts'],
  ] as const) {
    it(`${example}/${file}: byte for byte, whatever folder, time zone, umask, working directory and times of files`, () =>
      inScratch(async ({ folder }) => {
        const one = await bundleAt(example, file, {
          folder: join(folder, 'a'),
          cwd: folder,
          zone: 'Pacific/Kiritimati',
          umask: '000',
          year: 1999,
        });
        const two = await bundleAt(example, file, {
          folder: join(folder, 'much/deeper/and longer'),
          cwd: '/',
          zone: 'America/St_Johns',
          umask: '077',
          year: 2031,
        });
        expect([...one.keys()]).to.deep.equal([...two.keys()]);
        expect([...one.keys()]).to.include.members(['gangway.json', 'index.mjs', 'index.mjs.map']);
        for (const [name, bytes] of one) {
          expect(two.get(name)?.equals(bytes), name).to.equal(true);
          // Of this folder as a whole, of its parts, and of the packages that are linked into it.
          for (const trace of [folder, 'much/deeper', inWorkspace('').slice(0, -1)]) {
            expect(bytes.includes(trace), `${trace} in ${name}`).to.equal(false);
          }
        }
      }));
  }
});
