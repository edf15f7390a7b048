import { keysInText } from '@gangway/hop';
import type { Rule } from '../rule.js';
import type { SettingText } from './setting-table.js';

/** A text that is the value itself. */
export const plainText = (placeholder: string, { wanted, allows }: Rule): SettingText => ({
  placeholder,
  wanted,
  read: (text) => (allows(text) ? text : undefined),
});

/** A whole number in decimal digits, and nothing else: `0x50` and `8e3` are numbers to JavaScript as well. */
export const wholeNumberText = ({ wanted, allows }: Rule): SettingText => ({
  placeholder: '<number>',
  wanted,
  read(text) {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : undefined;
    return allows(value) ? value : undefined;
  },
});

export const severalKeys: SettingText = {
  placeholder: '<keys>',
  wanted: '1 to 8 keys whsec_… with blanks between, or as a secret has them',
  read(text) {
    try {
      // A variable is one line. To JSON, one blank is as good as another.
      return Object.freeze(keysInText(text.replaceAll(/\s+/g, '\n')));
    } catch {
      return undefined;
    }
  },
};

export const whoIsInsecure: SettingText = {
  placeholder: '[from]',
  wanted: 'loopback or anywhere',
  read: (text) => (text === 'loopback' || text === 'anywhere' ? text : undefined),
};

/** A path from the working directory, or a URL: a hook file knows its own. */
export const filePath: Rule = {
  wanted: 'the path of a file, or its file: URL',
  allows: (value) =>
    (typeof value === 'string' && value !== '') ||
    (value instanceof URL && value.protocol === 'file:'),
};
