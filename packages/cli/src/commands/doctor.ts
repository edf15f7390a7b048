import { Command, Option } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface DoctorInput {
  readonly templateName: string;
  readonly bundle: readonly string[];
  readonly region?: string;
  readonly profile?: string;
  readonly snapshot?: string;
  readonly save?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly debug?: boolean;
}

/** `gangway doctor <template-name>` */
export function doctorCommand(start: Start): Command {
  return new Command('doctor')
    .description(
      'Examine a deployed hook at AWS: its template, who may call it, what it may do, and who is told. Nothing is changed.',
    )
    .argument('<template-name>', 'name of the provisioning template')
    .addOption(
      new Option(
        '--bundle <folder>',
        'folder that gangway bundle made, for what the function needs; may be given again, for the lifecycle',
      )
        .argParser((folder: string, before: readonly string[]) => [...before, folder])
        .default([], 'none'),
    )
    .option('--region <region>', "Region; AWS_REGION or the profile's unless given")
    .option('--profile <name>', "profile of AWS's shared files; AWS_PROFILE unless given")
    .addOption(
      new Option(
        '--snapshot <file>',
        'examine saved answers, and ask nobody; - for standard input',
      ).conflicts(['save', 'region', 'profile']),
    )
    .option('--save <file>', 'save what AWS answered, without secrets')
    .option('--strict', 'let a warning count as an error')
    .option('--json', 'print one JSON object')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'nothing is wrong',
        3: 'something is',
        1: 'fault: something could not be examined, and nothing that was is wrong',
        2: 'usage',
      }),
    )
    .action((templateName: string, options: Omit<DoctorInput, 'templateName'>) =>
      start<DoctorInput>(
        { templateName, ...options },
        async () => (await import('../doctor/run-doctor.js')).runDoctor,
      ),
    );
}
