import { isIP } from 'node:net';
import { readHookUrl } from '../hook-target/hook-url.js';

/** How a setting is written as text. */
export interface SettingText<Value> {
  /** What is asked for, in words. */
  readonly wanted: string;
  /** The value; `undefined` for a text that is none. */
  read(text: string): Value | undefined;
}

/** A text that is the value itself. */
export const anyText = (wanted: string): SettingText<string> => ({
  wanted,
  read: (text) => text,
});

export const digits = (count: number): SettingText<string> => ({
  wanted: `${count} digits`,
  read: (text) => (text.length === count && /^\d+$/.test(text) ? text : undefined),
});

export const wholeNumber: SettingText<number> = {
  wanted: 'a whole number of at most 15 digits',
  read: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined),
};

export const portNumber: SettingText<number> = {
  wanted: 'a whole number from 0 to 65535',
  read: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
};

export const rateOfFaults: SettingText<number> = {
  wanted: 'a number from 0 to 0.2',
  read: (text) => (/^\d(\.\d+)?$/.test(text) && Number(text) <= 0.2 ? Number(text) : undefined),
};

/** What a certificate can be for, and a device connect to. */
export const nameList: SettingText<readonly string[]> = {
  wanted: 'DNS names and IP addresses with blanks between',
  read(text) {
    const names = text.split(/\s+/).filter((name) => name !== '');
    const areNames = names.every((name) => isIP(name) !== 0 || /^[a-z0-9._-]{1,253}$/i.test(name));
    return names.length > 0 && areNames ? names : undefined;
  },
};

export const hookAddress: SettingText<URL> = {
  wanted: 'an http or https URL without a name and a password, such as http://hook:8080',
  read(text) {
    try {
      return readHookUrl(text);
    } catch {
      return undefined;
    }
  },
};
