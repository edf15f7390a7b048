// Measures how much of core's behaviour the tests hold: Stryker changes the compiled code in small ways, and some
// test has to notice. Works on a copy, for the mutated code must never be what somebody else runs meanwhile.
// Arguments go on to Stryker, for example: --mutate 'packages/core/dist/domain/*.js'
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const report = join(root, 'reports', 'mutation');
const copied = ['package.json', 'dist', 'dist-test', 'node_modules'];
const hook = new URL('mocha-cli-names.mjs', import.meta.url).href;
const started = Date.now();
process.stderr.write('gangway: mutating packages/core, some ten minutes on two cores\n');

const copy = mkdtempSync(join(tmpdir(), 'gangway-mutation-'));
try {
  makeCopy();
  rmSync(report, { recursive: true, force: true });
  const stryker = spawnSync('stryker', ['run', ...process.argv.slice(2)], {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, NODE_OPTIONS: `--import=${hook}` },
  });
  const made = join(copy, 'reports', 'mutation');
  if (!existsSync(made)) throw new Error('Stryker did not finish', { cause: stryker.error });
  cpSync(made, report, { recursive: true });
  // Not zero when the score is below the least that stryker.config.json names.
  process.exitCode = stryker.status ?? 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
print();

/** The workspace as far as the tests of core need it, linked among itself just as pnpm links it. */
function makeCopy() {
  for (const name of readdirSync(join(root, 'packages'))) {
    for (const part of copied) {
      const from = join(root, 'packages', name, part);
      const to = join(copy, 'packages', name, part);
      // Links stay as they are written, `../../../core`: in the copy they lead to the copy.
      if (existsSync(from)) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    }
  }
  for (const name of ['package.json', 'stryker.config.json']) {
    cpSync(join(root, name), join(copy, name));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

function print() {
  const { files } = JSON.parse(readFileSync(join(report, 'core.json'), 'utf8'));
  const folders = new Map();
  for (const [path, { mutants }] of Object.entries(files)) {
    const folder = path.replace(/^packages\/core\/dist\//, '').replace(/\/?[^/]*$/, '') || '.';
    folders.set(folder, [...(folders.get(folder) ?? []), ...mutants]);
  }
  for (const [folder, mutants] of [...folders].sort()) console.log(line(folder, mutants));
  const all = [...folders.values()].flat();
  console.log(line('core', all));
  console.log(
    `in ${((Date.now() - started) / 1000).toFixed(0)} s; every mutant: reports/mutation/core.html`,
  );
}

function line(name, mutants) {
  const { noticed, missed, ignored } = count(mutants);
  const score = scoreOf(mutants).toFixed(1).padStart(5);
  return `${name.padEnd(12)} ${score} %  ${noticed} noticed, ${missed} missed, ${ignored} not run`;
}

function scoreOf(mutants) {
  const { noticed, missed } = count(mutants);
  return (100 * noticed) / (noticed + missed);
}

function count(mutants) {
  const having = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  return {
    noticed: having('Killed', 'Timeout'),
    missed: having('Survived', 'NoCoverage'),
    // Code that runs once when a module loads, and changes that no engine can run.
    ignored: having('Ignored', 'RuntimeError', 'CompileError'),
  };
}
