import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { GangwayError } from '@gangway/core';

/** What a program of this package says on its standard output: its answer, or what went wrong. */
export type Said<Answer> =
  | Answer
  | { readonly fault: { readonly code: string; readonly message: string } };

/**
 * Asks a program of this package, in a process of its own, and waits: a synth is synchronous.
 *
 * @param program its file, beside this one
 * @throws GangwayError with the code of what went wrong there
 */
export function askProgram<Answer extends object>(program: string, question: object): Answer {
  const path = fileURLToPath(new URL(program, import.meta.url));
  const { stdout, stderr, error } = spawnSync(process.execPath, [path], {
    input: JSON.stringify(question),
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (error !== undefined || stdout === '') {
    throw error ?? new Error(`${program} ended before it was done: ${stderr}`);
  }
  const said: Said<Answer> = JSON.parse(stdout);
  if ('fault' in said) throw new GangwayError(said.fault.code, said.fault.message);
  return said;
}
