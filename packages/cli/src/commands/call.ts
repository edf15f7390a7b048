import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface CallInput {
  readonly url: string;
  readonly event: string;
  readonly keysFile?: string;
  readonly plainHttp?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  readonly json?: boolean;
  readonly showValues?: boolean;
  readonly debug?: boolean;
}

/** `gangway call <url> <event.json|->` */
export function callCommand(start: Start): Command {
  return new Command('call')
    .description(
      'Ask a running container about one event as the Lambda proxy does: signed, and with its answer verified.',
    )
    .argument('<url>', 'the container: https://hook.internal:8443')
    .argument('<event>', 'file with the event as JSON; - for standard input')
    .option(
      '--keys-file <file>',
      'file with the keys of the hop; else GANGWAY_KEYS_FILE or GANGWAY_KEYS',
    )
    .option('--plain-http', 'go to another machine by http, where events can be read on the way')
    .option('--ca <file>', "CA in PEM that the container's certificate must come from")
    .option('--cert <file>', 'certificate in PEM to show to the container, with --key')
    .option('--key <file>', 'private key in PEM of that certificate')
    .option(
      '--servername <name>',
      "name in the container's certificate, where it is not in the URL",
    )
    .option('--json', 'print one JSON object, and nothing else, on standard output')
    .option('--show-values', 'show override values, instead of ***: any may come from a secret')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'allowed',
        3: 'denied, by the container or because it could not be asked; the code tells which',
        1: 'fault',
        2: 'usage: a wrong argument, no keys, a file that is not there',
      }),
    )
    .action((url: string, event: string, options: Omit<CallInput, 'url' | 'event'>) =>
      start<CallInput>(
        { url, event, ...options },
        async () => (await import('../call/run-call.js')).runCall,
      ),
    );
}
