// What processes write that this one started, whatever they are and however they end.
import childProcess, { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import { startStream } from './spool.mjs';
import { withPropertiesOf } from './wrap.mjs';

export function watchChildren() {
  const { spawn } = ChildProcess.prototype;
  ChildProcess.prototype.spawn = withPropertiesOf(spawn, function spawnWatched(options) {
    const result = spawn.call(this, options);
    const name = nameOf(options.args ?? [options.file]);
    if (this.stdout) watch(this.stdout, `${name}: stdout`);
    if (this.stderr) watch(this.stderr, `${name}: stderr`);
    return result;
  });
  for (const method of ['spawnSync', 'execFileSync', 'execSync']) watchSync(method);
  syncBuiltinESMExports();
}

/** Sees what a stream is given to read before its reader does, and leaves its state alone. */
function watch(stream, name) {
  const keep = startStream(name);
  const { push } = stream;
  stream.push = function pushWatched(chunk, encoding) {
    keep(chunk);
    return push.call(this, chunk, encoding);
  };
}

function watchSync(method) {
  const run = childProcess[method];
  childProcess[method] = withPropertiesOf(run, (file, ...rest) => {
    const name = nameOf([file, ...(Array.isArray(rest[0]) ? rest[0] : [])]);
    const keep = (what, octets) => octets && startStream(`${name}: ${what}`)(octets);
    try {
      const result = run(file, ...rest);
      if (method === 'spawnSync') {
        keep('stdout', result.stdout);
        keep('stderr', result.stderr);
      } else keep('stdout', result);
      return result;
    } catch (error) {
      keep('stdout', error?.stdout);
      keep('stderr', error?.stderr);
      throw error;
    }
  });
}

// Words alone: an argument may be a secret, which the name of a place must not tell.
const word = /^(-{0,2}[a-z][a-z0-9-]{0,19}|[\w.-]{1,30}\.[cm]?[jt]s)$/;

const nameOf = (args) =>
  args
    .map((arg, at) => (at < 2 ? basename(String(arg)) : String(arg)))
    .filter((arg) => word.test(arg))
    .slice(0, 8)
    .join(' ');
