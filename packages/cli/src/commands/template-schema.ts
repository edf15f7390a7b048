import { Command } from 'commander';
import type { Start } from '../program.js';
import type { Voice } from '../report-fault.js';
import { exitCodesHelp } from './exit-codes-help.js';

/** `gangway template schema` */
export function templateSchemaCommand(start: Start): Command {
  return new Command('schema')
    .description('Print the JSON Schema of templates, for an editor.')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'printed', 1: 'fault', 2: 'usage' }))
    .action((options: Voice) =>
      start<Voice>(options, async () => (await import('../template/run-schema.js')).runSchema),
    );
}
