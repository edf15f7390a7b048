import { Command, InvalidArgumentError } from 'commander';
import { toMoment } from '../devices/moment.js';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface LabProveInput {
  readonly device: string;
  readonly certificate: string;
  /** Milliseconds since 1970; now unless given. */
  readonly at?: number;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway lab prove` */
export function labProveCommand(start: Start): Command {
  return new Command('prove')
    .description(
      "Print a device's proof that it asks, as the plugin factory-identity takes it: the parameters FactoryChain and FactoryProof.",
    )
    .requiredOption('--device <folder>', 'folder of a device that gangway lab factory has made')
    .requiredOption(
      '--certificate <file>',
      'the new certificate that AWS IoT has given the device, as PEM; - for standard input',
    )
    .option(
      '--at <time>',
      'when it is signed, such as 2026-01-31T00:00:00Z; now unless given',
      toTime,
    )
    .option('--json', 'print the parameters as one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'printed',
        1: 'fault',
        2: 'usage: a wrong argument, a file that cannot be read',
      }),
    )
    .action((options: LabProveInput) =>
      start<LabProveInput>(
        options,
        async () => (await import('../lab/run-lab-prove.js')).runLabProve,
      ),
    );
}

function toTime(text: string): number {
  const moment = toMoment(text);
  if (moment !== undefined && moment >= 1_000) return moment;
  throw new InvalidArgumentError('A date and time with its zone, such as 2026-01-31T00:00:00Z.');
}
