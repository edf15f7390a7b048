// Gets from a fresh clone to a result: installs, builds, then runs one task on the workspace's own Node.
// Runs on any Node from 20 on, with nothing installed; says on standard error what it does.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pnpm = 'pnpm@10.34.9';
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
// The binary itself: the link beside it is a shell script, which would not hand a signal on.
const node = join(root, 'node_modules', 'node', 'bin', 'node');
const stamps = join(root, 'node_modules', '.gangway');
// As pnpm does for its scripts: the workspace's Node and tools come first.
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

const tasks = {
  start: ['--import', 'tsx', 'examples/device-claims/rehearse.ts'],
  test: ['tools/test.mjs'],
  // By its whole path: it runs where the user stands.
  gangway: ['--enable-source-maps', join(root, 'packages', 'cli', 'dist', 'main.js')],
  conformance: ['tools/conformance.mjs'],
  bench: ['--import', 'tsx', 'bench/main.ts'],
  soak: ['--import', 'tsx', 'conformance/main.ts', '--soak'],
  mutation: ['tools/mutation.mjs'],
};

const [name, ...rest] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  say(`usage: node tools/workspace.mjs ${Object.keys(tasks).join('|')}`);
  process.exit(2);
}
install();
if (name !== 'test') build();
const child = spawn(node, [...task, ...rest], {
  // A command of the user's runs where the user stands.
  cwd: name === 'gangway' ? (process.env.INIT_CWD ?? root) : root,
  stdio: 'inherit',
  env,
});
// Whoever stops this stops the task, which may have something to finish. A terminal tells both of them itself.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal === 'SIGTERM' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('close', (code) => process.exit(code ?? 1));

function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  const stamp = join(stamps, 'installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  step('installing packages and Node 24 (half a minute the first time)', 'npx', [
    '--yes',
    pnpm,
    'install',
    '--frozen-lockfile',
  ]);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, lock);
}

function build() {
  const stamp = join(stamps, 'built');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (
    ['packages', 'examples', 'conformance', 'deploy', 'bench'].every(
      (folder) => newest(folder) < built,
    )
  )
    return;
  // The time before the build: what is saved while it runs is built next time.
  const began = new Date();
  step('building', 'tsc', ['-b']);
  writeFileSync(stamp, `${began.toISOString()}\n`);
}

/** The time of the newest source file below a folder. */
function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (/^(node_modules|dist|dist-test|results|\.work)$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(join(root, path)).mtimeMs);
  }
  return time;
}

function step(what, command, args) {
  say(`gangway: ${what}`);
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, env, encoding: 'utf8' });
  if (status !== 0) {
    say(`${stdout ?? ''}${stderr ?? ''}`);
    say(`gangway: failed: ${command} ${args.join(' ')}`);
    process.exit(1);
  }
  say(`gangway: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}
