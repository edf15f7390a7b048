import type { Rule } from '../option-rule.js';

/** One thing that can be said of a server: by a flag, by a variable of the environment, or in code. */
export interface Setting {
  /** What it is for, in a line. */
  readonly meaning: string;
  /** Reads a text; of one that is no such value it makes what `fault` complains about. */
  read(text: string): unknown;
  /** What is wrong with a value; it never quotes it, for it may be a key that strayed. */
  fault(value: unknown): string | undefined;
  /** What holds where nobody says it. */
  readonly fallback?: number | string;
  /** Not for a command line, which every program of a machine can read. */
  readonly secret?: true;
}

export interface SettingParts<Fallback> {
  readonly meaning: string;
  readonly rule: Rule;
  readonly fallback?: Fallback;
}

/** A setting that is a whole number. */
export const numberSetting = (parts: SettingParts<number>): Setting =>
  Object.freeze({
    ...shown(parts),
    // `Number` alone would take '', ' 1e3' and '0x10'.
    read: (text: string) => (/^\d{1,10}$/.test(text) ? Number(text) : undefined),
  });

/** A setting that is a text. */
export const textSetting = (parts: SettingParts<string>): Setting =>
  Object.freeze({ ...shown(parts), read: (text: string) => text });

/** The keys of the hop: as texts, or in code as a function that gives them. What they hold is looked at where they are read. */
export const keysSetting = (meaning: string): Setting =>
  Object.freeze({
    meaning,
    secret: true,
    read: (text: string) => text.trim().split(/\s+/),
    fault: (value: unknown) =>
      Array.isArray(value) || typeof value === 'function'
        ? undefined
        : 'it takes a list of keys, or a function that gives one',
  });

const shown = ({ rule, ...parts }: SettingParts<number | string>) => ({
  ...parts,
  fault: (value: unknown) => (rule.allows(value) ? undefined : `it takes ${rule.wanted}`),
});

/** `bodyLimit` as a flag: `--body-limit`. */
export const flagOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What the names of all variables begin with. */
export const variablePrefix = 'GANGWAY_';

/** `bodyLimit` as a variable of the environment: `GANGWAY_BODY_LIMIT`. */
export const variableOf = (name: string): string =>
  `${variablePrefix}${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
