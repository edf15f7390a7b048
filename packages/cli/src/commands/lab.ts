import { Command } from 'commander';
import type { Start } from '../program.js';
import { labFactoryCommand } from './lab-factory.js';
import { labProveCommand } from './lab-prove.js';

/** `gangway lab …` */
export function labCommand(start: Start): Command {
  const lab = new Command('lab')
    .description("Play the devices' side: make a factory, and prove that a device is from it.")
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 done, 1 fault, 2 usage.');
  for (const command of [labFactoryCommand, labProveCommand]) lab.addCommand(command(start));
  return lab;
}
