import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface InspectInput {
  readonly certificate: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway inspect <cert.pem|->` */
export function inspectCommand(start: Start): Command {
  return new Command('inspect')
    .description(
      'Show a certificate as a hook reads it, or the code with which its reader refuses it.',
    )
    .argument('<certificate>', 'file with one certificate as PEM; - for standard input')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'read', 3: 'refused, with the code', 1: 'fault', 2: 'usage' }),
    )
    .action((certificate: string, options: Omit<InspectInput, 'certificate'>) =>
      start<InspectInput>(
        { certificate, ...options },
        async () => (await import('../inspect/run-inspect.js')).runInspect,
      ),
    );
}
