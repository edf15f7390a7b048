import { Command, InvalidArgumentError, Option } from 'commander';
import { type FactoryKeyKind, factoryKeyKinds } from '../lab/factory-key.js';
import { mostDevices } from '../lab/serial-numbers.js';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface LabFactoryInput {
  readonly out: string;
  readonly devices: number;
  readonly serialPrefix: string;
  readonly key: FactoryKeyKind;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway lab factory` */
export function labFactoryCommand(start: Start): Command {
  return new Command('factory')
    .description(
      'Make a factory for tests: a root CA, an issuing CA, and devices with keys and certificates (IDevIDs, IEEE 802.1AR).',
    )
    .requiredOption('--out <folder>', 'folder to write to, new or empty')
    .option('--devices <number>', `how many devices, up to ${mostDevices}`, toCount, 10)
    .option('--serial-prefix <text>', 'what serial numbers begin with', 'SN-')
    .addOption(
      new Option('--key <kind>', "kind of the CAs' and devices' keys")
        .choices(factoryKeyKinds)
        .default('p-256'),
    )
    .option('--json', 'print one JSON object, and no progress')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'made',
        1: 'fault: the folder cannot be written, or the command was interrupted',
        2: 'usage: a wrong argument, a folder that holds something',
      }),
    )
    .action((options: LabFactoryInput) =>
      start<LabFactoryInput>(
        options,
        async () => (await import('../lab/run-lab-factory.js')).runLabFactory,
      ),
    );
}

function toCount(text: string): number {
  const count = Number(text);
  if (/^[1-9][0-9]*$/.test(text) && count <= mostDevices) return count;
  throw new InvalidArgumentError(`A whole number from 1 to ${mostDevices}.`);
}
