import { Command } from 'commander';
import type { Start } from '../program.js';
import { tokenMintCommand } from './token-mint.js';
import { tokenVerifyCommand } from './token-verify.js';

/** `gangway token …` */
export function tokenCommand(start: Start): Command {
  const token = new Command('token')
    .description('Make a device token as a device does, and try one as a hook does.')
    .helpCommand(false)
    .addHelpText('after', '\nExit codes: 0 done or right, 3 refused, 1 fault, 2 usage.');
  for (const command of [tokenMintCommand, tokenVerifyCommand]) token.addCommand(command(start));
  return token;
}
