// The gates that every change passes, in order; each is quiet unless it fails.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge, startWatch } from './canaries/watched-run.mjs';

// Packed once: what is checked is what would be published.
const tarballs = mkdtempSync(join(tmpdir(), 'gangway-pack-'));
process.on('exit', () => rmSync(tarballs, { recursive: true }));
const packages = readdirSync('packages');
const tarball = (name) => join(tarballs, `gangway-${name}-${manifest(name).version}.tgz`);

const build = ['build', ['tsc', '-b']];
const pack = [
  'pack',
  [
    ...['npx', '--yes', 'pnpm@10.34.9', '-r', '--filter', './packages/*'],
    ...['pack', '--pack-destination', tarballs],
  ],
];
// By itself: while it runs, its canaries lie in the tree.
const boundaries = ['boundaries (dependency-cruiser)', ['node', 'tools/boundaries.mjs']];
const gates = [
  ['format and lint (Biome)', ['biome', 'check', '--error-on-warnings', '.']],
  ['comparisons of secrets', ['node', 'tools/comparisons.mjs']],
  ['canaries that must be found', ['node', 'tools/canaries/self-check.mjs']],
  ['unused code and dependencies (knip)', ['knip', '--treat-config-hints-as-errors']],
  ...packages.map((name) => [`package ${name} (publint)`, ['publint', '--strict', tarball(name)]]),
  ...packages
    .filter((name) => 'exports' in manifest(name))
    .map((name) => [`types of ${name} (attw)`, ['attw', '--profile', 'esm-only', tarball(name)]]),
];
// What bundles, synthesises and runs commands is mostly processes of its own, and core's coverage is that of the others.
const apart = ['bundle', 'cdk', 'cli', 'deployment', 'doctor', 'testing'];
const without = (left) => left.flatMap((name) => ['--ignore', `packages/${name}/**`]);
const covered = ['packages (mocha under c8)', ['c8', 'mocha', ...without(apart)], '.'];
const others = packages.filter((name) => !apart.includes(name));
const suites = [
  [`packages ${apart.join(', ')} (mocha)`, ['mocha', ...without(others)], '.'],
  ...readdirSync('examples').map((name) => [
    `example ${name} (mocha)`,
    ['mocha'],
    `examples/${name}`,
  ]),
  ['templates without the CDK (mocha)', ['mocha'], 'deploy'],
];

const started = Date.now();
await gate(build);
await gate(pack);
await gate(boundaries);
await inParallel(gates, Math.min(2, availableParallelism()));
const counts = { passed: 0, failed: 0, skipped: 0 };
const watch = startWatch();
await Promise.all([test(covered), oneByOne(suites)]);
const verdict = judge(watch);
console.log(verdict.lines.join('\n'));
if (!verdict.ok) process.exitCode = 1;
console.log(`all gates and tests in ${seconds(started)}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);

async function oneByOne(list) {
  for (const suite of list) await test(suite);
}

async function inParallel(list, width) {
  const waiting = [...list];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await gate(next);
    }),
  );
}

async function gate([name, command]) {
  const began = Date.now();
  const { code, output } = await run(command, '.');
  if (code === 0) {
    console.log(`ok    ${name} (${seconds(began)})`);
    return;
  }
  console.log(output);
  console.log(`FAIL  ${name}: ${command.join(' ')}`);
  process.exit(1);
}

async function test([name, command, cwd]) {
  const began = Date.now();
  const { code, output } = await run(command, cwd, watch.env);
  watch.keep(name)(output);
  for (const [, number, what] of output.matchAll(/(\d+) (passed|failed|skipped)/g)) {
    counts[what] += Number(number);
  }
  // What was skipped, and why, is said also when all is well.
  for (const line of output.match(/^skipped: .*$/gm) ?? []) console.log(line);
  if (code !== 0) {
    console.log(output);
    process.exitCode = 1;
  }
  console.log(`${code === 0 ? 'ok   ' : 'FAIL '} tests of ${name} (${seconds(began)})`);
}

function run([command, ...args], cwd, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function manifest(name) {
  return JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
