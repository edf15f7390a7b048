import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InvocationOutcome, type InvokeOptions, startRuntimeApi } from '@gangway/testing';
import { exists, run } from './command.js';

const version = '4.0.2';
const work = fileURLToPath(new URL('.work/', import.meta.url));
/** The folder that Lambda's runtime client is installed in. */
export const clientFolder = join(work, 'lambda-client');
const client = join(clientFolder, 'node_modules/aws-lambda-ric/index.mjs');

/** What is missing to build Lambda's runtime client, or `undefined`. */
export function missingEngine(): string | undefined {
  const missing = ['cmake', 'g++', 'make', 'tar'].filter((command) => !exists(command));
  return missing.length === 0 || existsSync(client)
    ? undefined
    : `aws-lambda-ric cannot be built here: ${missing.join(', ')} missing`;
}

/** Lambda's runtime client, where it has been built. */
export const builtClient = (): string | undefined => (existsSync(client) ? client : undefined);

/** Installs Lambda's own runtime client, once; it builds curl and an addon, which takes a minute. */
export async function installLambdaClient(progress: (line: string) => void): Promise<void> {
  if (existsSync(client)) return;
  progress(`building aws-lambda-ric ${version} (a minute)`);
  await mkdir(clientFolder, { recursive: true });
  await writeFile(join(clientFolder, 'package.json'), '{"private":true}\n');
  await run('npm', ['install', '--no-audit', '--no-fund', `aws-lambda-ric@${version}`], {
    cwd: clientFolder,
  });
}

/** A function that runs in Lambda's own runtime client. */
export interface RunningFunction {
  invoke(event: unknown, options?: InvokeOptions): Promise<InvocationOutcome>;
  /** The JSON lines that it has logged so far; others are kept as `{ text }`. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Ends when the client has ended. */
  close(): Promise<void>;
}

/**
 * Starts a bundled function. An invocation is `closed` when the client has ended by itself.
 *
 * @param folder the bundle's, Lambda's task root
 * @param handler as Lambda names it, `lambda.handler`
 * @param environment variables of the function's own
 */
export async function startFunction(
  folder: string,
  handler: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningFunction> {
  const runtime = await startRuntimeApi();
  const child = spawn('node', [client, handler], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      ...environment,
      ...runtime.environment,
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: handler,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = collect(child);
  // A client that has ended takes no invocation any more: those that wait must not wait for ever.
  child.once('exit', () => void runtime.close());
  return {
    invoke: (event, options) => runtime.invoke(event, options),
    log: () => text().split('\n').filter(Boolean).map(parse),
    async close() {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGKILL');
      await ended;
      await runtime.close();
    },
  };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  return () => text;
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // A line of the client's own, or one that a handler spoilt.
  }
  return { text: line };
}
