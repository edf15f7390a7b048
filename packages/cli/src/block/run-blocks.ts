import { showMoment } from '../devices/moment.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { RegistryInput } from '../registry/registry-option.js';
import { callSignal, withRegistry } from '../registry/with-registry.js';
import type { Io } from '../terminal/io.js';
import { printable } from '../terminal/printable.js';
import { table } from '../terminal/table.js';
import { showSubject } from './block-subject.js';

/** Shows the stops that are in force, the oldest first. */
export async function runBlocks({ registry, json }: RegistryInput, io: Io): Promise<ExitCode> {
  const found = await withRegistry(registry, ({ inventory }) =>
    inventory.blocks({ signal: callSignal() }),
  );
  const blocks = found.toSorted((a, b) => a.since - b.since);
  if (json === true) io.out(`${JSON.stringify({ blocks })}\n`);
  else if (blocks.length === 0) io.out('nothing is blocked\n');
  else {
    const rows = blocks.map(({ subject, since, reason = '' }) => [
      printable(showSubject(subject)),
      showMoment(since),
      printable(reason),
    ]);
    io.out(`${table([['blocked', 'since', 'reason'].map(io.paint.faint), ...rows]).join('\n')}\n`);
  }
  return exitCode.done;
}
