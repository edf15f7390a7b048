const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** As many characters of a name as a table has room for. */
const mostOfName = 64;

/**
 * A text from outside as people may see it: control and invisible characters are written as escapes, so that a device's name
 * cannot move the cursor, turn the line around or hide a part of itself; and of a long one, the beginning and how long it is.
 *
 * @param most how many characters are shown
 * @example shown('SN-\u202e1000'); // 'SN-\u{202e}1000', written out
 */
export function shown(text: string, most: number = mostOfName): string {
  const length = text.length > most ? ` (${text.length.toLocaleString('en-US')} characters)` : '';
  return `${shortened(text, most)}${length}`;
}

/** The same where there is no room to say how long it is. */
export function shortened(text: string, most: number): string {
  const escaped = beginning(text, most).replace(
    invisible,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return text.length > most ? `${escaped}…` : escaped;
}

/** Cut between characters, never inside one. */
function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}
