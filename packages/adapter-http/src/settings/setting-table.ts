import { serveRules } from '../option-rules.js';
import type { Rule } from '../rule.js';
import type { SettingName } from './server-settings.js';
import {
  filePath,
  plainText,
  severalKeys,
  whoIsInsecure,
  wholeNumberText,
} from './setting-texts.js';

/** How a setting is written as text. */
export interface SettingText {
  /** What stands for it in a help text. */
  readonly placeholder: string;
  /** What is asked for, in words. */
  readonly wanted: string;
  /** The value; `undefined` for a text that is none. */
  read(text: string): unknown;
}

/** One thing that a server may be told, and by which names. */
export interface ServerSetting {
  /** Its name in `serve`'s options and in a hook file. */
  readonly name: SettingName;
  /** `--port`; none where it may not stand on a command line, which every process of a machine can read. */
  readonly flag?: string;
  /** `GANGWAY_PORT` */
  readonly variable: string;
  readonly text: SettingText;
  /** What it may be where it is no text. */
  readonly rule: Rule;
  readonly description: string;
}

/**
 * Everything that a server may be told from outside, in the order in which a help text has it. A flag's name is that of the
 * option, and so is the variable's, but for the address, which every other server calls its host.
 *
 * @example serverSettings.find(({ flag }) => flag === '--port')?.variable; // 'GANGWAY_PORT'
 */
export const serverSettings: readonly ServerSetting[] = Object.freeze([
  number('port', 'port to listen on; 0 takes any free one (default: 8080)'),
  {
    ...named('hostname', 'host'),
    text: plainText('<address>', serveRules.hostname),
    rule: serveRules.hostname,
    description: 'address to listen on; 0.0.0.0 in a container (default: 127.0.0.1)',
  },
  {
    ...named('keysFile'),
    text: plainText('<file>', filePath),
    rule: filePath,
    description: 'file with the keys that calls are signed with, as `gangway keys hop` writes it',
  },
  {
    name: 'keys',
    variable: 'GANGWAY_KEYS',
    text: severalKeys,
    rule: serveRules.keys,
    description: 'the keys themselves, with blanks between',
  },
  {
    ...named('insecure'),
    text: whoIsInsecure,
    rule: serveRules.insecure,
    description:
      'let unsigned calls in, from this machine or from anywhere; the flag alone means loopback',
  },
  number('bodyLimit', 'most octets of a body (default: 262144)'),
  number('inFlightLimit', 'most decisions under way at one time (default: 128)'),
  number('connectionLimit', 'most connections at one time (default: 2048)'),
  number('replayLimit', 'most ids of calls that are remembered (default: 1000000)'),
  number('headersTimeoutMs', 'milliseconds for the headers of a request (default: 2000)'),
  number('requestTimeoutMs', 'milliseconds for a whole request (default: 2500)'),
  number('keepAliveTimeoutMs', 'milliseconds that an idle connection is kept (default: 65000)'),
  number('drainMs', 'milliseconds of not being ready before it stops to listen (default: 0)'),
  number('closeGraceMs', 'milliseconds for running decisions when it stops (default: 8000)'),
]);

type NumberName = Exclude<SettingName, 'hostname' | 'keysFile' | 'keys' | 'insecure'>;

function number(name: NumberName, description: string): ServerSetting {
  const rule = serveRules[name];
  return { ...named(name), text: wholeNumberText(rule), rule, description };
}

/** @param word what it is called outside, where that is not the name of the option */
function named(name: SettingName, word: string = name) {
  const words = word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const variable = `GANGWAY_${words.replaceAll('-', '_').toUpperCase()}`;
  return { name, flag: `--${words}`, variable } as const;
}
