import { Command, InvalidArgumentError } from 'commander';
import { toMoment } from '../devices/moment.js';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface InspectInput {
  readonly file: string;
  /** Milliseconds since 1970; now unless given. */
  readonly at?: number;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway inspect <file|->` */
export function inspectCommand(start: Start): Command {
  return new Command('inspect')
    .description(
      'Show a certificate or a signing request as a hook reads it, and every reason to refuse it.',
    )
    .argument(
      '<file>',
      'file with one certificate or signing request, PEM or DER; - for standard input',
    )
    .option('--at <time>', 'ask about this moment, such as 2030-01-31T00:00:00Z, not now', toTime)
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'read, and nothing is against it',
        3: 'refused, by its reader or by certificate-policy with its defaults',
        1: 'fault',
        2: 'usage',
      }),
    )
    .action((file: string, options: Omit<InspectInput, 'file'>) =>
      start<InspectInput>(
        { file, ...options },
        async () => (await import('../inspect/run-inspect.js')).runInspect,
      ),
    );
}

function toTime(text: string): number {
  const at = toMoment(text);
  if (at !== undefined) return at;
  throw new InvalidArgumentError('A date and time with its zone, such as 2030-01-31T00:00:00Z.');
}
