import { Command } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface BundleInput {
  readonly file: string;
  readonly out: string;
  /** Each `NAME=value`. */
  readonly env?: readonly string[];
  readonly external?: readonly string[];
  readonly without?: readonly string[];
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway bundle <file>` */
export function bundleCommand(start: Start): Command {
  return new Command('bundle')
    .description('Make one file for AWS Lambda of a hook, and say what it weighs.')
    .argument(
      '<file>',
      'file that exports `handler`, or a hook as default; TypeScript or JavaScript',
    )
    .requiredOption('--out <folder>', 'folder to write to; an earlier bundle in it is replaced')
    .option(
      '--env <NAME=value>',
      'a variable that the file reads while it is loaded; more than once for more',
      collect,
    )
    .option(
      '--external <package>',
      'package to leave outside, such as @aws-sdk/*; more than once for more',
      collect,
    )
    .option(
      '--without <asset>',
      'file to leave out, as the source names it; more than once for more',
      collect,
    )
    .option('--json', 'print one JSON object, and no progress')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'made; there may be warnings',
        1: 'fault: the hook does not bundle, load or compose; the folder cannot be written',
        2: 'usage: a wrong argument, no such file, a folder that holds something else',
      }),
    )
    .action((file: string, options: Omit<BundleInput, 'file'>) =>
      start<BundleInput>(
        { file, ...options },
        async () => (await import('../bundle/run-bundle.js')).runBundle,
      ),
    );
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];
