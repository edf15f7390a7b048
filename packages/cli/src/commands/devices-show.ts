import { Command } from 'commander';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface DeviceInput extends RegistryInput {
  readonly id: string;
}

/** `gangway devices show <id>` */
export function devicesShowCommand(start: Start): Command {
  return new Command('show')
    .description('Show all that is known of a device, and its claim.')
    .argument('<id>', 'id of the device, to the letter')
    .addOption(registryOption())
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'found', 3: 'no such device', 1: 'fault', 2: 'usage' }),
    )
    .action((id: string, options: RegistryInput) =>
      start<DeviceInput>(
        { id, ...options },
        async () => (await import('../devices/run-show.js')).runShow,
      ),
    );
}
