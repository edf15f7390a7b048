import { nearest } from '@gangway/core';
import { bundleFault } from './bundle-fault.js';

/** What is bundled, and where to. */
export interface BundleOptions {
  /** The file that exports `handler`, or a hook as default. */
  readonly file: string;
  /** The folder to write; made where it is not there. */
  readonly out: string;
  /** The environment of the function, as far as its module reads it while it is loaded. Nothing of it is written. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Packages that stay outside, `@aws-sdk/*` among them where the runtime's own is wanted. */
  readonly external?: readonly string[];
  /** Assets to leave out, each as it is written in the source. */
  readonly without?: readonly string[];
  /** Told what goes on. */
  readonly progress?: (what: string) => void;
  /** Ends the work before it is done; nothing in the folder has changed then. */
  readonly signal?: AbortSignal;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);

const forms: Readonly<Record<keyof BundleOptions, readonly [(value: unknown) => boolean, string]>> =
  {
    file: [isText, 'the path of a file'],
    out: [isText, 'the path of a folder'],
    environment: [isEnvironment, 'an object of texts by the names of variables'],
    external: [areTexts, 'an array of names of packages'],
    without: [areTexts, 'an array of the paths of assets'],
    progress: [(value) => typeof value === 'function', 'a function'],
    signal: [(value) => value instanceof AbortSignal, 'an AbortSignal'],
  };
const names = Object.keys(forms) as readonly (keyof BundleOptions)[];

/** @throws GangwayError `OPTION_UNKNOWN`, `OPTION_INVALID` */
export function checkOptions(caller: string, options: BundleOptions): void {
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(forms, name)) continue;
    const meant = nearest(name, names);
    const hint = meant === undefined ? `It takes: ${names.join(', ')}` : `Did you mean: ${meant}`;
    throw bundleFault('OPTION_UNKNOWN', `${caller} has no option "${name}". ${hint}.`);
  }
  for (const name of names) {
    const [isRight, form] = forms[name];
    const required = name === 'file' || name === 'out';
    if (isRight(options[name]) || (!required && options[name] === undefined)) continue;
    throw bundleFault('OPTION_INVALID', `${caller}, option "${name}": it takes ${form}.`);
  }
}

/** A name that a shell can set, and a value that the system takes. */
function isEnvironment(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([name, text]) =>
        /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && typeof text === 'string' && !text.includes('\0'),
    )
  );
}
