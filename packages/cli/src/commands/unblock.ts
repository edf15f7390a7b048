import { Command } from 'commander';
import { addSubjectOptions, type SubjectInput } from '../block/subject-options.js';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface UnblockInput extends RegistryInput, SubjectInput {}

/** `gangway unblock` */
export function unblockCommand(start: Start): Command {
  const command = new Command('unblock')
    .description('Lift a stop that block has set; each is lifted on its own.')
    .addOption(registryOption());
  return addSubjectOptions(command)
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'lifted', 3: 'it was not in force', 1: 'fault', 2: 'usage' }),
    )
    .action((options: UnblockInput) =>
      start<UnblockInput>(
        options,
        async () => (await import('../block/run-unblock.js')).runUnblock,
      ),
    );
}
