import { Command, InvalidArgumentError } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ServeInput {
  readonly hook: string;
  readonly port: number;
  readonly host: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway serve <hook.ts>` */
export function serveCommand(start: Start): Command {
  return new Command('serve')
    .description(
      'Serve a hook over HTTP until SIGTERM or SIGINT; what is in flight is finished first.',
    )
    .argument('<hook>', 'hook file, TypeScript or JavaScript; its default export is the hook')
    .option('-p, --port <number>', 'port to listen on; 0 takes any free one', toPort, 8080)
    .option('--host <address>', 'address to listen on; 0.0.0.0 in a container', '127.0.0.1')
    .option('--json', 'print where it listens as one JSON object on standard output')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'stopped, with everything in flight answered',
        1: 'fault: the hook does not load or compose, the port is taken',
        2: 'usage',
      }),
    )
    .action((hook: string, options: Omit<ServeInput, 'hook'>) =>
      start<ServeInput>(
        { hook, ...options },
        async () => (await import('../serve/run-serve.js')).runServe,
      ),
    );
}

function toPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
