import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { versionOf } from '../command.js';
import type { Invoked, Invoker } from './invoker.js';

const program = fileURLToPath(new URL('with_boto3.py', import.meta.url));

/** AWS's SDK for Python, where it is installed. */
export const boto3: Invoker = {
  name: 'boto3',
  version: versionOf('python3', ['-c', 'import boto3; print(boto3.__version__)']),
  async invoke(endpoint, calls) {
    const child = spawn('python3', [program, endpoint], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(calls.map((call) => `${JSON.stringify(call)}\n`).join(''));
    const lines = (await text(child.stdout)).split('\n').filter(Boolean);
    return lines.map((line): Invoked => {
      const [status, error, payload] = JSON.parse(line);
      return { status, error, payload };
    });
  },
};
