import { Command } from 'commander';
import type { Start } from '../program.js';
import { registryOption } from '../registry/registry-option.js';
import type { DeviceInput } from './devices-show.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ReleaseInput extends DeviceInput {
  readonly certificate?: string;
  readonly confirmed?: boolean;
}

/** `gangway devices release <id>` */
export function devicesReleaseCommand(start: Start): Command {
  return new Command('release')
    .description('Take the claim off a device, so that another certificate may claim it.')
    .argument('<id>', 'id of the device, to the letter')
    .addOption(registryOption())
    .option('--certificate <id>', "only if the claim is this certificate's")
    .option('--confirmed', 'also where the claimed certificate has connected')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'released',
        3: 'refused, not claimed, or no such device',
        1: 'fault',
        2: 'usage',
      }),
    )
    .action((id: string, options: Omit<ReleaseInput, 'id'>) =>
      start<ReleaseInput>(
        { id, ...options },
        async () => (await import('../devices/run-release.js')).runRelease,
      ),
    );
}
