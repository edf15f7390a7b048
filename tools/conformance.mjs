// Runs the conformance suites under watch: nothing secret may show in what their processes let out.
import { spawn } from 'node:child_process';
import { judge, startWatch } from './canaries/watched-run.mjs';

const watch = startWatch();
const args = ['--import', 'tsx', 'conformance/main.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, {
  env: watch.env,
  stdio: ['inherit', 'pipe', 'pipe'],
});
for (const name of ['stdout', 'stderr']) {
  const keep = watch.keep(`conformance: ${name}`);
  child[name].on('data', (chunk) => {
    keep(chunk);
    process[name].write(chunk);
  });
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('close', (code) => {
  // A suite by itself may have no secret, and decide nothing. A run that was asked for wrongly did nothing at all.
  const verdict = code === 2 ? undefined : judge(watch, ['stream']);
  if (verdict !== undefined) process.stderr.write(`${verdict.lines.join('\n')}\n`);
  process.exitCode = code !== 0 ? (code ?? 1) : verdict?.ok ? 0 : 1;
});
