import { CliFault, type CliFaultCode, cliFaults } from './cli-fault.js';
import type { ExitCode } from './exit-code.js';
import type { Io } from './terminal/io.js';
import { printable } from './terminal/printable.js';

/** How a command was asked to speak. */
export interface Voice {
  readonly json?: boolean;
  readonly debug?: boolean;
}

/**
 * Says what is wrong: one line on standard error, or with `--json` one object on standard output.
 *
 * @param otherwise the code for what is no fault of the command's own making
 */
export function reportFault(
  error: unknown,
  { json = false, debug = false }: Voice,
  io: Io,
  otherwise: CliFaultCode = 'INTERNAL',
): ExitCode {
  const code = error instanceof CliFault ? error.code : otherwise;
  const message = messageOf(error);
  if (json) io.out(`${JSON.stringify({ error: { code, message } })}\n`);
  else io.err(`gangway: ${code}: ${printable(message)}\n`);
  if (debug) io.err(`${stackOf(error)}\n`);
  return cliFaults[code].exit;
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).trim();

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
