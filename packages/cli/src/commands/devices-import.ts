import { Command, InvalidArgumentError, Option } from 'commander';
import type { Start } from '../program.js';
import { type RegistryInput, registryOption } from '../registry/registry-option.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ImportInput extends RegistryInput {
  readonly list: string;
  readonly map?: readonly string[];
  readonly format?: 'csv' | 'jsonl';
  readonly delimiter?: string;
  readonly skipInvalid?: boolean;
  readonly batch?: string;
  /** As it was written. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly claimCertificate?: readonly string[];
  readonly template?: readonly string[];
  readonly restart?: boolean;
  readonly quiet?: boolean;
}

/** `gangway devices import <list|->` */
export function devicesImportCommand(start: Start): Command {
  return new Command('import')
    .description('Write a list of devices, CSV or JSON Lines, to a registry.')
    .argument('<list>', 'file, .csv or .jsonl; - for standard input')
    .addOption(registryOption())
    .option(
      '--map <field=column>',
      'which column is which: id=Serial,attributes.Site=site; attributes.*=* takes the others',
      collect,
    )
    .addOption(
      new Option('--format <format>', 'where the name does not show it').choices(['csv', 'jsonl']),
    )
    .option('--delimiter <sign>', 'what parts the columns: , ; | or tab', toDelimiter)
    .option('--skip-invalid', 'import the rest of a list that has bad rows')
    .option('--batch <id>', 'batch of the devices whose rows name none')
    .option('--not-before <time>', 'when the batch may come aboard, such as 2026-01-31T00:00:00Z')
    .option('--not-after <time>', 'until when the batch may come aboard')
    .option(
      '--claim-certificate <id>',
      'claim certificate that may bring the devices whose rows name none; more than once for more',
      collect,
    )
    .option(
      '--template <name>',
      'template that may provision the devices whose rows name none; more than once for more',
      collect,
    )
    .option('--restart', 'begin at the first line, also where an earlier run came further')
    .option('--quiet', 'no progress')
    .option('--json', 'print one JSON object, and no progress')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'imported; with --skip-invalid, all but the bad rows',
        3: 'refused: there are bad rows, and nothing was written',
        1: 'fault: the registry could not be asked, or the command was interrupted',
        2: 'usage: a wrong argument, a list that cannot be read as one',
      }),
    )
    .action((list: string, options: Omit<ImportInput, 'list'>) =>
      start<ImportInput>(
        { list, ...options },
        async () => (await import('../devices/run-import.js')).runImport,
      ),
    );
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

function toDelimiter(text: string): string {
  if (text === 'tab') return '\t';
  if ([',', ';', '|', '\t'].includes(text)) return text;
  throw new InvalidArgumentError('One of , ; | and tab.');
}
