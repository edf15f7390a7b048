const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * A text from outside as a terminal may show it: control and invisible characters are written as escapes, so that a
 * log line or a certificate cannot move the cursor or hide a part of itself.
 *
 * @example printable('a\u001b[2Jb') // 'a\u{1b}[2Jb', written out
 */
export const printable = (text: string): string =>
  text.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
