// The gates that every change passes, in order; each is quiet unless it fails.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const packages = readdirSync('packages').map((name) => `packages/${name}`);

const gates = [
  ['build', ['tsc', '-b']],
  ['format and lint (Biome)', ['biome', 'check', '--error-on-warnings', '.']],
  ['boundaries (dependency-cruiser)', ['node', 'tools/boundaries.mjs']],
  ['unused code and dependencies (knip)', ['knip']],
  ...packages.map((path) => [`package ${path} (publint)`, ['publint', '--strict', path]]),
  ...packages
    .filter((path) => 'exports' in JSON.parse(readFileSync(`${path}/package.json`, 'utf8')))
    .map((path) => [
      `types of ${path} (attw)`,
      ['attw', '--profile', 'esm-only', '--pack', path, '--pm', 'pnpm'],
    ]),
];

const suites = [
  ['packages (mocha under c8)', ['c8', 'mocha'], '.'],
  ...readdirSync('examples').map((name) => [
    `example ${name} (mocha)`,
    ['mocha'],
    `examples/${name}`,
  ]),
];

const started = Date.now();
const [build, ...others] = gates;
await gate(build);
await inParallel(others, Math.min(2, availableParallelism()));
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const suite of suites) await test(suite);
console.log(`all gates and tests in ${seconds(started)}`);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);

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
  const { code, output } = await run(command, cwd);
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

function run([command, ...args], cwd) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
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

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
