import type { Block } from '@gangway/core';
import type { BlockInput } from '../commands/block.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { showSubject, subjectOf } from './block-subject.js';

/** Sets a stop. */
export async function runBlock(input: BlockInput, io: Io): Promise<ExitCode> {
  const { registry, reason, json } = input;
  const subject = subjectOf(input);
  const block: Block = { subject, since: Date.now(), ...(reason === undefined ? {} : { reason }) };
  const set = await withRegistry(registry, ({ inventory }) =>
    inventory.block(block, { signal: callSignal() }),
  );
  const what = printable(showSubject(subject));
  if (json === true) {
    io.out(`${JSON.stringify({ outcome: set ? 'BLOCKED' : 'UNCHANGED', subject })}\n`);
  } else {
    io.out(set ? `${what} is blocked now\n` : `${what} was blocked before, and stays as it was\n`);
  }
  return exitCode.done;
}
