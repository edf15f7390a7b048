import { Command, Option } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface DeriveInput {
  readonly batchKey?: string;
  readonly ring?: string;
  readonly keyId: string;
  readonly serial?: readonly string[];
  readonly serials?: string;
  readonly format: 'base64url' | 'hex';
  readonly out?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway keys derive` */
export function keysDeriveCommand(start: Start): Command {
  return new Command('derive')
    .description('Derive the keys of devices from a batch key, for the factory line, as CSV.')
    .option('--batch-key <file>', 'file with the batch key in base64; - for standard input')
    .option('--ring <file>', 'key ring to take it from instead; - for standard input')
    .requiredOption('--key-id <id>', 'id of the batch key, which tokens name')
    .option('--serial <sn...>', 'serial numbers, to the letter')
    .option('--serials <file>', 'file with a serial number on each line; - for standard input')
    .addOption(
      new Option('--format <format>', 'how keys are written')
        .choices(['base64url', 'hex'])
        .default('base64url'),
    )
    .option('--out <file>', 'write to this new file, for its owner alone, and print no key')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'done', 1: 'fault', 2: 'usage' }))
    .action((options: DeriveInput) =>
      start<DeriveInput>(options, async () => (await import('../keys/run-derive.js')).runDerive),
    );
}
