import { Command } from 'commander';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

/** `gangway devices stats` */
export function devicesStatsCommand(start: Start): Command {
  return new Command('stats')
    .description('Count devices by state, and say when presence was last heard of.')
    .addOption(registryOption())
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'done', 1: 'fault', 2: 'usage' }))
    .action((options: RegistryInput) =>
      start<RegistryInput>(options, async () => (await import('../devices/run-stats.js')).runStats),
    );
}
