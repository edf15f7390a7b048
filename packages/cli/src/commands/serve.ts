import { type ServerSetting, serverSettings } from '@gangway/adapter-http/settings';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Start } from '../program.js';
import { exitCodesHelp } from './exit-codes-help.js';

export interface ServeInput {
  readonly hook: string;
  /** What was given of the settings of a server, by flag: `--port`. */
  readonly flags: Readonly<Record<string, string | true>>;
  /** Serves each version of the hook that is written meanwhile. */
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly debug?: boolean;
}

type Given = Readonly<Record<string, string | true | undefined>> &
  Pick<ServeInput, 'watch' | 'json' | 'debug'>;

const settings = serverSettings.flatMap((setting) =>
  setting.flag === undefined
    ? []
    : [{ flag: setting.flag, option: optionFor(setting.flag, setting) }],
);

/** `gangway serve <hook.ts>` */
export function serveCommand(start: Start): Command {
  const command = new Command('serve')
    .description(
      'Serve a hook over HTTP until SIGTERM or SIGINT; what is in flight is finished first.',
    )
    .argument('<hook>', 'hook file, TypeScript or JavaScript; its default export is the hook');
  for (const { option } of settings) command.addOption(option);
  return command
    .option('--watch', 'load the hook anew when it, what it imports, or data beside it changes')
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
    .action((hook: string, given: Given) =>
      start<ServeInput>({ hook, ...otherwise(given), flags: flagsOf(given) }, async () =>
        given.watch === true
          ? (await import('../serve/watch/run-watch.js')).runWatch
          : (await import('../serve/run-serve.js')).runServe,
      ),
    );
}

function optionFor(flag: string, { text, description }: ServerSetting): Option {
  const short = flag === '--port' ? '-p, ' : '';
  const option = new Option(`${short}${flag} ${text.placeholder}`, description);
  if (!text.placeholder.startsWith('[')) return option;
  // The hook file behind a flag that may have a value would be taken for it.
  return option.argParser((value: string) => {
    if (text.read(value) !== undefined) return value;
    throw new InvalidArgumentError(`It takes ${text.wanted}; the hook file stands before it.`);
  });
}

const flagsOf = (given: Given): ServeInput['flags'] =>
  Object.fromEntries(
    settings.flatMap(({ flag, option }) => {
      const text = given[option.attributeName()];
      return text === undefined ? [] : [[flag, text]];
    }),
  );

const otherwise = ({ watch, json, debug }: Given) => ({
  ...(watch === undefined ? {} : { watch }),
  ...(json === undefined ? {} : { json }),
  ...(debug === undefined ? {} : { debug }),
});
