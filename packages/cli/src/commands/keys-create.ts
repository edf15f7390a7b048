import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface CreateInput {
  readonly keyId?: string;
  readonly ring?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway keys create` */
export function keysCreateCommand(start: Start): Command {
  return new Command('create')
    .description('Make a batch key, and put it into a key ring; without a file, print a new ring.')
    .option('--key-id <id>', '1 to 32 of A-Za-z0-9_-; the first free of k1, k2, … unless given')
    .option('--ring <file>', 'key ring to add to, for its owner alone; made where it is not there')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'made', 3: 'the ring has a key of that id', 1: 'fault', 2: 'usage' }),
    )
    .action((options: CreateInput) =>
      start<CreateInput>(options, async () => (await import('../keys/run-create.js')).runCreate),
    );
}
