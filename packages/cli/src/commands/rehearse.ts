import { Command, InvalidArgumentError, Option } from 'commander';
import type { Start } from '../program.js';
import { parseRegistryAddress, type RegistryAddress } from '../registry/registry-address.js';
import { type ImpostorCounts, toImpostors } from '../rehearse/impostor-counts.js';
import { chaosOption, seedOption, toAccountId, toPort } from './emulate.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface RehearseInput {
  readonly hook: string;
  readonly devices?: number;
  readonly concurrency: number;
  readonly impostors?: ImpostorCounts;
  readonly chaos?: number | true;
  readonly strict?: boolean;
  readonly seed: number;
  readonly template?: string;
  readonly templateName?: string;
  readonly registry?: RegistryAddress;
  readonly serials?: string;
  readonly map?: readonly string[];
  readonly out?: string;
  readonly report?: string;
  readonly keep?: boolean;
  readonly host: string;
  readonly port?: number;
  readonly accountId: string;
  readonly region: string;
  readonly keysFile?: string;
  readonly lambdaEndpoint?: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway rehearse <hook>` */
export function rehearseCommand(start: Start): Command {
  return new Command('rehearse')
    .description(
      "Provision a whole fleet, with impostors among it, through AWS IoT's side on this machine, and say what the hook got wrong.",
    )
    .argument('<hook>', 'hook file, URL of a container or ARN of a Lambda function')
    .option('--devices <number>', 'how many come; all of a list, 100 without one', toCount)
    .option('--concurrency <number>', 'how many are at it at once', toCount, 16)
    .option(
      '--impostors <number|kind=number,…>',
      'who comes besides: so many of all kinds alike, or of each kind that is named',
      toImpostors,
    )
    .addOption(chaosOption())
    .option(
      '--strict',
      'with faults at a rate of 0.01 and an impostor of each kind to a hundred devices, unless told otherwise',
    )
    .addOption(seedOption())
    .option('--template <file>', 'provisioning template; else the *.template.json beside the hook')
    .option('--template-name <name>', "what it is called; else its file's name up to the first dot")
    .addOption(
      new Option(
        '--registry <url>',
        'the fleet is read from this registry; nothing is written to it',
      )
        .argParser(parseRegistryAddress)
        .conflicts('serials'),
    )
    .option('--serials <file>', 'the fleet: a list of devices, .csv or .jsonl, or serial numbers')
    .option(
      '--map <field=column>',
      'which column is which: id=Serial; attributes.*=* takes the others',
      collect,
    )
    .option('--out <dir>', 'where to write the CA and the claim credentials, and a log')
    .option('--report <file.html>', 'write the report as a page, too')
    .option('--keep', 'run on after the report until SIGTERM, so that real devices can join')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('-p, --port <number>', 'port for MQTT; a free one unless given', toPort)
    .option('--account-id <id>', 'account in ARNs, twelve digits', toAccountId, '123456789012')
    .option('--region <region>', 'region in ARNs', 'us-east-1')
    .option('--keys-file <file>', 'hop keys of the container, where the hook is a URL')
    .option(
      '--lambda-endpoint <url>',
      "where the Lambda function is called; AWS's own unless given",
    )
    .option('--json', 'print the report as one JSON object, and no progress')
    .option('--debug', 'log every step where there is no --out, and show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'no wrong answers',
        3: 'wrong answers',
        1: 'fault: the hook does not load or compose, a port is taken',
        2: 'usage',
      }),
    )
    .action((hook: string, options: Omit<RehearseInput, 'hook'>) =>
      start<RehearseInput>(
        { ...options, hook },
        async () => (await import('../rehearse/run-rehearse.js')).runRehearse,
      ),
    );
}

/** Whatever a machine can do, and no typing error. */
const mostDevices = 1_000_000;

function toCount(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= mostDevices) return Number(text);
  throw new InvalidArgumentError(`A number from 1 to ${mostDevices}.`);
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];
