import type { DescribeInput } from '../commands/describe.js';
import { type ExitCode, exitCode } from '../exit-code.js';
import { loadHook } from '../hook/load-hook.js';
import type { Io } from '../terminal/io.js';
import { renderDescription } from './render-description.js';

/** Shows what a hook is made of. Nothing is opened and nothing decided. */
export async function runDescribe(input: DescribeInput, io: Io): Promise<ExitCode> {
  io.reserveStdout();
  const description = (await loadHook(input.hook)).describe();
  io.out(
    input.json === true
      ? `${JSON.stringify(description)}\n`
      : renderDescription(description, io.paint),
  );
  return exitCode.done;
}
