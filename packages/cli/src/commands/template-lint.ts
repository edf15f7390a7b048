import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface TemplateLintInput {
  readonly file: string;
  readonly hook?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway template lint <file|->` */
export function templateLintCommand(start: Start): Command {
  return new Command('lint')
    .description('Say what is wrong with a template before AWS IoT does, or a device.')
    .argument('<file>', 'file with the body of a template, JSON; - for standard input')
    .option('--hook <file>', 'hook file; whether hook and template fit is looked at, too')
    .option('--strict', 'let a warning count as an error')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'no error, and with --strict no warning',
        3: 'some',
        1: 'fault: the hook does not load or compose',
        2: 'usage',
      }),
    )
    .action((file: string, options: Omit<TemplateLintInput, 'file'>) =>
      start<TemplateLintInput>(
        { file, ...options },
        async () => (await import('../template/run-lint.js')).runLint,
      ),
    );
}
