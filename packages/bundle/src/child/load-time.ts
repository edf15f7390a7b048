import type { Question } from './describe-module.js';
import { runChild } from './run-child.js';

const rounds = 5;
const limitMs = 20_000;

/** How long a fresh Node takes to import a module: the median of some, in milliseconds; `undefined` where none came to an end. */
export async function loadTime(question: Question): Promise<number | undefined> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { report } = await runChild('time-program', question, limitMs);
    const { milliseconds } = (report ?? {}) as { readonly milliseconds?: number };
    if (milliseconds !== undefined) times.push(milliseconds);
  }
  return times.sort((a, b) => a - b).at(Math.floor(times.length / 2));
}
