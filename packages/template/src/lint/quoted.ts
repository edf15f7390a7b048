const lengthLimit = 60;

/** A name as a message quotes it: on one line, and no longer than a line bears. */
export const quoted = (name: string): string =>
  JSON.stringify(name.length > lengthLimit ? `${name.slice(0, lengthLimit)}…` : name);

/** Names as a sentence lists them. */
export const listed = (names: readonly string[]): string => names.map(quoted).join(', ');
