import { Command } from 'commander';
import type { Start } from '../program.js';
import { keysCreateCommand } from './keys-create.js';
import { keysDeriveCommand } from './keys-derive.js';
import { keysHopCommand } from './keys-hop.js';

/** `gangway keys …` */
export function keysCommand(start: Start): Command {
  const keys = new Command('keys')
    .description(
      'Make batch keys, derive those that devices are given at the factory, and make keys of the hop.',
    )
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 done, 3 the id is taken, 1 fault, 2 usage.');
  for (const command of [keysCreateCommand, keysDeriveCommand, keysHopCommand]) {
    keys.addCommand(command(start));
  }
  return keys;
}
