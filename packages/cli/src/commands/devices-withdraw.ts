import { Command } from 'commander';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import type { DeviceInput } from './devices-show.js';
import { exitCodesHelp } from './exit-codes-help.js';

/** What an operator does to a device. */
export type Withdrawal = 'block' | 'unblock' | 'retire' | 'restore';

export interface WithdrawInput extends DeviceInput {
  readonly what: Withdrawal;
}

const descriptions: Readonly<Record<Withdrawal, string>> = {
  block: 'Block a device: every request for it is denied, until unblock.',
  unblock: 'Take a block off a device: it stands again where it stood.',
  retire: 'Retire a device: every request for it is denied, and no unblock brings it back.',
  restore: 'Take a retirement back: the device stands again where it stood.',
};

const command =
  (what: Withdrawal) =>
  (start: Start): Command =>
    new Command(what)
      .description(descriptions[what])
      .argument('<id>', 'id of the device, to the letter')
      .addOption(registryOption())
      .option('--json', 'print one JSON object')
      .option('--debug', 'show the stack of a fault')
      .addHelpText(
        'after',
        exitCodesHelp({
          0: 'done, or it was so before',
          3: 'refused, or no such device',
          1: 'fault',
          2: 'usage',
        }),
      )
      .action((id: string, options: RegistryInput) =>
        start<WithdrawInput>(
          { id, what, ...options },
          async () => (await import('../devices/run-withdraw.js')).runWithdraw,
        ),
      );

/** `gangway devices block|unblock|retire|restore <id>` */
export const devicesWithdrawCommands = [
  command('block'),
  command('unblock'),
  command('retire'),
  command('restore'),
];
