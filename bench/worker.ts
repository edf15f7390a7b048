import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { devNull } from 'node:os';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { nodeCommand } from './node-command.js';

// What is logged is really written, and goes nowhere.
const nowhere = openSync(devNull, 'w');

/** Starts a program; its findings come by file descriptor 3, for which see `report`. */
export function startWorker(
  file: string,
  args: readonly string[],
  cpu?: number,
): { readonly child: ChildProcess; readonly findings: Readable } {
  const [command, all] = nodeCommand(file, args, cpu);
  const child = spawn(command, all, { stdio: ['ignore', nowhere, 'inherit', 'pipe'] });
  return { child, findings: child.stdio[3] as Readable };
}

/** Runs a program to its end and reads what it found. */
export async function runWorker<T>(file: string, args: readonly string[]): Promise<T> {
  const { child, findings } = startWorker(file, args);
  const ended = once(child, 'exit');
  const found = await text(findings);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  return JSON.parse(found) as T;
}
