import { Command } from 'commander';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

/** `gangway blocks` */
export function blocksCommand(start: Start): Command {
  return new Command('blocks')
    .description('Show the stops that are in force.')
    .addOption(registryOption())
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'done', 1: 'fault', 2: 'usage' }))
    .action((options: RegistryInput) =>
      start<RegistryInput>(options, async () => (await import('../block/run-blocks.js')).runBlocks),
    );
}
