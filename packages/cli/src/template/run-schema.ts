import { templateSchema } from '@gangway/template';
import { type ExitCode, exitCode } from '../exit-code.js';
import type { Voice } from '../report-fault.js';
import type { Io } from '../terminal/io.js';

/** Prints the JSON Schema of templates. */
export async function runSchema(_input: Voice, io: Io): Promise<ExitCode> {
  io.out(`${JSON.stringify(templateSchema, null, 2)}\n`);
  return exitCode.done;
}
