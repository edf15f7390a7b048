import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../command.js';
import { packAll } from '../packing.js';
import type { Suite } from '../suite.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The packed packages, installed with npm into an empty folder, run the README's hook and its test. */
export const packages: Suite = {
  name: 'packages',
  async run({ progress }) {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-packages-'));
    try {
      const tarballs = await packAll(join(folder, 'tarballs'), progress);
      const project = join(folder, 'project');
      await writeProject(project);
      progress(`installing ${tarballs.length} packages with npm into an empty folder`);
      const tools = [
        'mocha@12',
        'chai@6',
        'tsx@4',
        'typescript@6.0.3',
        '@types/mocha@10',
        '@types/chai@5',
        '@types/node@24',
      ];
      await run('npm', ['install', '--no-audit', '--no-fund', ...tarballs, ...tools], {
        cwd: project,
      });
      progress("type-checking and running the README's hook and test");
      await run('npx', ['tsc', '--noEmit'], { cwd: project });
      const tested = await run('npx', ['mocha', '--node-option', 'import=tsx', 'hook.test.ts'], {
        cwd: project,
      });
      const described = await run('npx', ['gangway', 'describe', 'hook.ts', '--json'], {
        cwd: project,
      });
      const { plugins } = JSON.parse(described) as { plugins: readonly unknown[] };
      const passing = Number(/(\d+) passing/.exec(tested)?.[1] ?? 0);
      return {
        summary: `${tarballs.length} packages installed; the README's hook has ${plugins.length} plugins, its test ${passing} passing`,
        faults: passing > 0 && plugins.length > 0 ? [] : [`nothing was tested:\n${tested}`],
      };
    } catch (error) {
      return { summary: '', faults: [error instanceof Error ? error.message : String(error)] };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** A user's project, made of what the README shows. */
async function writeProject(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const snippet = (file: string) => {
    const found = new RegExp(`\`\`\`ts\\n// ${file.replace('.', '\\.')}\\b[\\s\\S]*?\`\`\``).exec(
      readme,
    );
    if (found === null) throw new Error(`README.md shows no ${file}`);
    return found[0].slice('```ts\n'.length, -'```'.length);
  };
  const files = {
    'package.json': '{ "private": true, "type": "module" }\n',
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'ES2024',
        module: 'NodeNext',
        strict: true,
        types: ['node', 'mocha'],
      },
    }),
    'hook.ts': snippet('hook.ts'),
    'hook.test.ts': snippet('hook.test.ts'),
    'devices.csv': await readFile(join(root, 'examples/first-hook/devices.csv'), 'utf8'),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}
