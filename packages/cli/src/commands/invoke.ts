import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface InvokeInput {
  readonly hook: string;
  readonly event: string;
  readonly json?: boolean;
  readonly explain?: boolean;
  readonly showValues?: boolean;
  readonly debug?: boolean;
}

/** `gangway invoke <hook.ts> <event.json|->` */
export function invokeCommand(start: Start): Command {
  return new Command('invoke')
    .description('Let a hook decide about one event, and print the decision with its reason.')
    .argument('<hook>', 'hook file, TypeScript or JavaScript; its default export is the hook')
    .argument('<event>', 'file with the event as JSON; - for standard input')
    .option('--json', 'print the decision as one JSON object, and nothing else, on standard output')
    .option('--explain', 'show the trace: every step with its verdict, code and time')
    .option('--show-values', 'show override values that come from secrets, instead of ***')
    .option('--debug', 'show the stack of a fault, and log lines of level debug')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'allowed',
        3: 'denied, by policy or because something could not be asked',
        1: 'fault: the hook does not load or compose',
        2: 'usage: a wrong argument, a file that is not there',
      }),
    )
    .action((hook: string, event: string, options: Omit<InvokeInput, 'hook' | 'event'>) =>
      start<InvokeInput>(
        { hook, event, ...options },
        async () => (await import('../invoke/run-invoke.js')).runInvoke,
      ),
    );
}
