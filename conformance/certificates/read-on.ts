import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Input } from './inputs.js';

interface Reading {
  /** `read`, or why it was refused. */
  readonly code: string;
  /** How long it kept the event loop. */
  readonly ms: number;
}

/** What became of the texts: by name, a reading by each reader. */
export interface Readings {
  readonly byName: ReadonlyMap<string, readonly Reading[]>;
  /** How a process ended that did not come to its end. */
  readonly aborts: readonly string[];
}

const batchSize = 200;

/**
 * Reads texts on a Node, each batch in a process of its own.
 *
 * @param program bundled from `read-batch.ts`
 */
export async function readOn(
  node: string,
  program: string,
  inputs: readonly Input[],
  folder: string,
): Promise<Readings> {
  const byName = new Map<string, readonly Reading[]>();
  const aborts: string[] = [];
  for (let at = 0; at < inputs.length; at += batchSize) {
    const file = join(folder, 'batch.json');
    await writeFile(file, JSON.stringify(inputs.slice(at, at + batchSize)));
    const { stdout, stderr, status, signal } = spawnSync(node, [program, file], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      timeout: 120_000,
    });
    let began: string | undefined;
    for (const line of stdout.split('\n').filter((text) => text.startsWith('{'))) {
      const said = JSON.parse(line);
      began = said.began;
      if (began === undefined) byName.set(said.name, said.readings);
    }
    if (status !== 0) aborts.push(`ended with ${signal ?? status} in "${began}": ${stderr}`);
  }
  return { byName, aborts };
}
