import { Command } from 'commander';
import type { Start } from '../program.js';
import { templateLintCommand } from './template-lint.js';
import { templateSchemaCommand } from './template-schema.js';

/** `gangway template …` */
export function templateCommand(start: Start): Command {
  const template = new Command('template')
    .description('Look after fleet provisioning templates, on their own and beside their hook.')
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 done or clean, 3 something is wrong, 1 fault, 2 usage.');
  for (const command of [templateLintCommand, templateSchemaCommand]) {
    template.addCommand(command(start));
  }
  return template;
}
