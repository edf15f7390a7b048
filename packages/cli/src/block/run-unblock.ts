import type { UnblockInput } from '../commands/unblock.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { showSubject, subjectOf } from './block-subject.js';

/** Lifts a stop. */
export async function runUnblock(input: UnblockInput, io: Io): Promise<ExitCode> {
  const subject = subjectOf(input);
  const lifted = await withRegistry(input.registry, ({ inventory }) =>
    inventory.unblock(subject, { signal: callSignal() }),
  );
  const what = printable(showSubject(subject));
  if (input.json === true) {
    io.out(`${JSON.stringify({ outcome: lifted ? 'UNBLOCKED' : 'NOT_BLOCKED', subject })}\n`);
  } else {
    io.out(
      lifted
        ? `${what} is blocked no more\n`
        : `${what} was not blocked; gangway blocks shows what is\n`,
    );
  }
  return lifted ? exitCode.done : exitCode.denied;
}
