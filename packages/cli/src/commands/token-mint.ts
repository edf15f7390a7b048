import { Command, InvalidArgumentError } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface MintInput {
  readonly deviceKey?: string;
  readonly ring?: string;
  readonly keyId: string;
  readonly serial: string;
  readonly certificate?: string;
  readonly publicKey?: string;
  readonly expiresIn: number;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway token mint` */
export function tokenMintCommand(start: Start): Command {
  return new Command('mint')
    .description('Make a token as the device with this serial number does.')
    .option('--device-key <file>', "file with the device's key; - for standard input")
    .option('--ring <file>', 'key ring to derive it from instead; - for standard input')
    .requiredOption('--key-id <id>', 'id of the batch key that it is derived from')
    .requiredOption('--serial <sn>', 'serial number, to the letter')
    .option('--certificate <file>', 'bind it to this certificate, PEM')
    .option('--public-key <file>', 'bind it to this public key, PEM')
    .option('--expires-in <seconds>', 'how long it is good for', toSeconds, 300)
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText('after', exitCodesHelp({ 0: 'done', 1: 'fault', 2: 'usage' }))
    .action((options: MintInput) =>
      start<MintInput>(options, async () => (await import('../token/run-mint.js')).runMint),
    );
}

function toSeconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A number from 1 to 99999.');
}
