import {
  flagOf,
  type ServerSettings,
  type Setting,
  settingsTable,
} from '@gangway/adapter-http/settings';
import { Command, Option } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ServeInput {
  readonly hook: string;
  /** Texts of the settings that were said, by their names. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly debug?: boolean;
}

type Flags = Omit<ServeInput, 'hook' | 'flags'> & ServeInput['flags'];

/** `gangway serve <hook.ts>` */
export function serveCommand(start: Start): Command {
  const command = new Command('serve')
    .description(
      'Serve a hook over HTTP until SIGTERM or SIGINT; what is in flight is finished first. Each setting is also read from the environment (--body-limit from GANGWAY_BODY_LIMIT), and then from what the hook file exports as "serve"; keys also from GANGWAY_KEYS.',
    )
    .argument('<hook>', 'hook file, TypeScript or JavaScript; its default export is the hook');
  for (const [name, setting] of Object.entries(settingsTable)) {
    if (!setting.secret) command.addOption(optionOf(name as keyof ServerSettings, setting));
  }
  return command
    .option(
      '--watch',
      'load the hook anew when its file, what it imports or data beside it changes',
    )
    .option('--json', 'print where it listens as one JSON object on standard output')
    .option('--debug', 'show the stack of a fault')
    .addHelpText(
      'after',
      exitCodesHelp({
        0: 'stopped, with everything in flight answered',
        1: 'fault: the hook does not load or compose, the port is taken',
        2: 'usage: a wrong setting, or nobody has said who may ask (--keys-file or --insecure)',
      }),
    )
    .action((hook: string, { watch, json, debug, ...flags }: Flags) =>
      start<ServeInput>(
        {
          hook,
          flags,
          ...(watch === true && { watch }),
          ...(json === true && { json }),
          ...(debug === true && { debug }),
        },
        async () => (await import('../serve/run-serve.js')).runServe,
      ),
    );
}

/** What stands for the value in the help; what is not listed is a number. */
const placeholders: Partial<Record<keyof ServerSettings, string>> = {
  host: '<address>',
  keysFile: '<file>',
  insecure: '[where]',
  logLevel: '<level>',
};

function optionOf(name: keyof ServerSettings, { meaning, fallback }: Setting): Option {
  const { [name]: placeholder = '<number>' } = placeholders;
  const short = name === 'port' ? '-p, ' : '';
  // No default of commander's: what the environment says comes before the fallback.
  const holds = fallback === undefined ? '' : ` (${fallback} unless said)`;
  const option = new Option(`${short}${flagOf(name)} ${placeholder}`, `${meaning}${holds}`);
  // Of `--insecure hook.ts` the hook would be the value: that is told at once.
  return name === 'insecure' ? option.preset('loopback').choices(['loopback', 'anywhere']) : option;
}
