/** What a POSIX shell takes as it stands. */
const plain = /^[\w@%+=:,./-]+$/;

/** One word of a shell command. A quote inside ends the quoting, stands alone, and begins it again. */
const quoted = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** A command of the AWS CLI, as it is pasted into a shell. */
export const aws = (...words: readonly string[]): string => ['aws', ...words].map(quoted).join(' ');

/** Commands of which each runs when the one before it did. */
export const inTurn = (...commands: readonly string[]): string => commands.join(' && ');

/** A command whose last word is what another prints. */
export const withAnswer = (command: string, asking: string): string => `${command} "$(${asking})"`;
