import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { versionOf } from '../command.js';
import type { Invoked, Invoker } from './invoker.js';

/** AWS's command line, where it is installed; it starts anew for each invocation, which takes a second. */
export const awsCli: Invoker = {
  name: 'AWS CLI',
  version: versionOf('aws', ['--version'])?.replace(/^aws-cli\/(\S+).*$/s, '$1'),
  async invoke(endpoint, calls) {
    const folder = await mkdtemp(join(tmpdir(), 'gangway-aws-cli-'));
    try {
      const invoked: Invoked[] = [];
      for (const [type, payload] of calls) {
        await writeFile(join(folder, 'payload.json'), payload);
        invoked.push(await invokeOnce(endpoint, type, folder));
      }
      return invoked;
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function invokeOnce(endpoint: string, type: string, folder: string): Promise<Invoked> {
  const child = spawn(
    'aws',
    [
      ...['lambda', 'invoke', '--function-name', 'first-fleet-hook'],
      ...['--endpoint-url', endpoint, '--region', 'us-east-1', '--output', 'json'],
      ...['--invocation-type', type, '--payload', 'fileb://payload.json', 'answer.json'],
    ],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_MAX_ATTEMPTS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, 'exit'),
  ]);
  const exception = /An error occurred \((\w+)\)/.exec(stderr)?.[1];
  if (exception !== undefined) return { status: 0, error: exception, payload: null };
  const { StatusCode, FunctionError = null } = JSON.parse(stdout);
  const payload = await readFile(join(folder, 'answer.json'), 'utf8');
  return { status: StatusCode, error: FunctionError, payload };
}
