import { Command } from 'commander';
import { addSubjectOptions, type SubjectInput } from '../block/subject-options.js';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface BlockInput extends RegistryInput, SubjectInput {
  readonly reason?: string;
}

/** `gangway block` */
export function blockCommand(start: Start): Command {
  const command = new Command('block')
    .description('Stop a claim certificate, a batch, a template or everything, at a stroke.')
    .addOption(registryOption());
  return addSubjectOptions(command)
    .option('--reason <text>', 'why, for whoever looks at it later')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'in force, now or before', 1: 'fault', 2: 'usage' }))
    .action((options: BlockInput) =>
      start<BlockInput>(options, async () => (await import('../block/run-block.js')).runBlock),
    );
}
