import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { devNull } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { nodeCommand } from './node-command.js';

// What is logged is really written, and goes nowhere.
const nowhere = openSync(devNull, 'w');

interface WorkerTerms {
  /** The processor that it keeps to, where the machine can do that. */
  readonly cpu?: number;
  /** What its environment has beside this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a program; its findings come by file descriptor 3, for which see `report`. */
export function startWorker(
  file: string,
  args: readonly string[],
  { cpu, environment = {} }: WorkerTerms = {},
): { readonly child: ChildProcess; readonly findings: Readable } {
  const [command, all] = nodeCommand(file, args, cpu);
  const child = spawn(command, all, {
    stdio: ['ignore', nowhere, 'inherit', 'pipe'],
    env: { ...process.env, ...environment },
  });
  return { child, findings: child.stdio[3] as Readable };
}

/** Runs a program to its end and reads what it found. */
export async function runWorker<T>(
  file: string,
  args: readonly string[],
  terms?: WorkerTerms,
): Promise<T> {
  const { child, findings } = startWorker(file, args, terms);
  const ended = once(child, 'exit');
  const found = await text(findings);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return JSON.parse(found) as T;
}

/** What a program that goes on running has to say when it is ready. */
export async function firstFinding<T>(findings: Readable): Promise<T> {
  const [line] = await once(createInterface(findings), 'line');
  return JSON.parse(line) as T;
}
