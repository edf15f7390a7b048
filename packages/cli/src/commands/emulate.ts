import { Command, InvalidArgumentError, Option } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface EmulateInput {
  readonly hook: string;
  readonly out?: string;
  readonly template?: string;
  readonly templateName?: string;
  readonly host: string;
  readonly port?: number;
  readonly httpPort: number;
  readonly state?: string;
  readonly accountId: string;
  readonly region: string;
  readonly keysFile?: string;
  readonly lambdaEndpoint?: string;
  readonly chaos?: number | true;
  readonly seed: number;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway emulate <hook>` */
export function emulateCommand(start: Start): Command {
  return new Command('emulate')
    .description(
      "Run AWS IoT's fleet provisioning on this machine until SIGTERM or SIGINT, with this hook deciding.",
    )
    .argument('<hook>', 'hook file, URL of a container or ARN of a Lambda function')
    .option('--out <dir>', 'where to write the CA and the claim credentials for devices')
    .option('--template <file>', 'provisioning template; else the *.template.json beside the hook')
    .option('--template-name <name>', "what it is called; else its file's name up to the first dot")
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('-p, --port <number>', 'port for MQTT; 8883 where it is free, else any', toPort)
    .option('--http-port <number>', 'port for the control plane; 0 takes a free one', toPort, 0)
    .option('--state <file>', 'keep the account in a SQLite file; in memory otherwise')
    .option('--account-id <id>', 'account in ARNs, twelve digits', toAccountId, '123456789012')
    .option('--region <region>', 'region in ARNs', 'us-east-1')
    .option('--keys-file <file>', 'hop keys of the container, where the hook is a URL')
    .option(
      '--lambda-endpoint <url>',
      "where the Lambda function is called; AWS's own unless given",
    )
    .addOption(chaosOption())
    .addOption(seedOption())
    .option('--json', 'print one line when it is ready, as one JSON object')
    .option('--debug', 'log every step, and show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'stopped',
        1: 'fault: the hook does not load or compose, a port is taken',
        2: 'usage',
      }),
    )
    .action((hook: string, options: Omit<EmulateInput, 'hook'>) =>
      start<EmulateInput>(
        { ...options, hook },
        async () => (await import('../emulate/run-emulate.js')).runEmulate,
      ),
    );
}

/** `--chaos` and `--chaos=0.05`; alone it has the usual rate. */
export const chaosOption = (): Option =>
  new Option(
    '--chaos [rate]',
    'put faults in, each as likely as this where it can happen; 0.02 unless given',
  ).argParser(toRate);

export const seedOption = (): Option =>
  new Option('--seed <number>', 'the same seed puts the same faults in')
    .argParser(toSeed)
    .default(1);

export function toPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('A number from 0 to 65535.');
}

export function toAccountId(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError('Twelve digits.');
}

function toRate(text: string): number {
  const rate = Number(text);
  if (/^[\d.]+$/.test(text) && rate >= 0 && rate <= 0.2) return rate;
  throw new InvalidArgumentError('A number from 0 to 0.2; the hook stands before it.');
}

function toSeed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number.');
}
