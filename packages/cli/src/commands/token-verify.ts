import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface VerifyInput {
  readonly token: string;
  readonly ring: string;
  readonly serial: string;
  readonly certificate: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway token verify <token|->` */
export function tokenVerifyCommand(start: Start): Command {
  return new Command('verify')
    .description('Say whether a hook would take a token now, and if not, why.')
    .argument('<token>', 'the token; - for standard input')
    .requiredOption('--ring <file>', 'key ring of the hook; - for standard input')
    .requiredOption('--serial <sn>', 'serial number that the device sends, to the letter')
    .requiredOption('--certificate <file>', 'certificate of the device, PEM')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'right', 3: 'refused, with the code', 1: 'fault', 2: 'usage' }),
    )
    .action((token: string, options: Omit<VerifyInput, 'token'>) =>
      start<VerifyInput>(
        { token, ...options },
        async () => (await import('../token/run-verify.js')).runVerify,
      ),
    );
}
