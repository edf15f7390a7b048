import { Command, InvalidArgumentError } from 'commander';
import { addFilterOptions, type FilterInput } from '../devices/device-filter-options.js';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ListInput extends RegistryInput, FilterInput {
  readonly limit: number;
}

/** `gangway devices list` */
export function devicesListCommand(start: Start): Command {
  const command = new Command('list')
    .description('List devices with their state and claim; export gives all of them, for programs.')
    .addOption(registryOption());
  return addFilterOptions(command)
    .option('--limit <number>', 'show at most this many', toLimit, 100)
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'found', 3: 'no device matches', 1: 'fault', 2: 'usage' }),
    )
    .action((options: ListInput) =>
      start<ListInput>(options, async () => (await import('../devices/run-list.js')).runList),
    );
}

function toLimit(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number from 1 to 99999.');
}
