import { Command, InvalidArgumentError } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

/** Which decisions are asked for; those that match all of it. */
export interface ExplainFilter {
  readonly certificateId?: string;
  readonly clientId?: string;
  readonly requestId?: string;
  readonly code?: string;
}

export interface ExplainInput extends ExplainFilter {
  readonly log: string;
  readonly last: number;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway explain <log file|->` */
export function explainCommand(start: Start): Command {
  return new Command('explain')
    .description('Say why a device was refused, from the decision lines of a log.')
    .argument(
      '<log>',
      'log file: JSON lines, also as CloudWatch exports them; - for standard input',
    )
    .option('--certificate-id <id>', 'only decisions about this certificate')
    .option('--client-id <id>', 'only decisions about this MQTT client id')
    .option('--request-id <id>', 'only the decision of this call')
    .option(
      '--code <code>',
      'only denials with this code, as the reason or in the trace, also by a monitor',
    )
    .option('--last <number>', 'show at most this many, the newest of them', toCount, 100)
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'found', 3: 'no decision matches', 1: 'fault', 2: 'usage' }),
    )
    .action((log: string, options: Omit<ExplainInput, 'log'>) =>
      start<ExplainInput>(
        { log, ...options },
        async () => (await import('../explain/run-explain.js')).runExplain,
      ),
    );
}

function toCount(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number from 1 to 99999.');
}
