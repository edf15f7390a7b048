import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface DescribeInput {
  readonly hook: string;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway describe <hook.ts>` */
export function describeCommand(start: Start): Command {
  return new Command('describe')
    .description(
      'Show what a hook is made of: plugins, ports, facts, parameters, permissions, reason codes.',
    )
    .argument('<hook>', 'hook file, TypeScript or JavaScript; its default export is the hook')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({ 0: 'done', 1: 'fault: the hook does not load or compose', 2: 'usage' }),
    )
    .action((hook: string, options: Omit<DescribeInput, 'hook'>) =>
      start<DescribeInput>(
        { hook, ...options },
        async () => (await import('../describe/run-describe.js')).runDescribe,
      ),
    );
}
