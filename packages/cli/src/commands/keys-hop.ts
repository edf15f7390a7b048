import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface HopInput {
  readonly out?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway keys hop` */
export function keysHopCommand(start: Start): Command {
  return new Command('hop')
    .description('Make a key for the Lambda proxy and its container, and print it.')
    .option('--out <file>', 'write to this new file, for its owner alone, and print no key')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'made', 1: 'fault', 2: 'usage' }))
    .action((options: HopInput) =>
      start<HopInput>(options, async () => (await import('../keys/run-hop.js')).runHop),
    );
}
