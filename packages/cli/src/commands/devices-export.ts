import { Command, Option } from 'commander';
import { addFilterOptions, type FilterInput } from '../devices/device-filter-options.js';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ExportInput extends Omit<RegistryInput, 'json'>, FilterInput {
  readonly format: 'csv' | 'jsonl';
  readonly claims?: boolean;
}

/** `gangway devices export` */
export function devicesExportCommand(start: Start): Command {
  const command = new Command('export')
    .description('Print devices as a list that import takes, JSON Lines or CSV.')
    .addOption(registryOption())
    .addOption(
      new Option('--format <format>', 'how to write it').choices(['csv', 'jsonl']).default('jsonl'),
    );
  return addFilterOptions(command)
    .option('--claims', "JSON Lines: with each device's claim, which an import passes over")
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'exported', 1: 'fault', 2: 'usage' }))
    .action((options: ExportInput) =>
      start<ExportInput>(options, async () => (await import('../devices/run-export.js')).runExport),
    );
}
