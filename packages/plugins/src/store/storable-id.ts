/** Whether a store can keep a text as it is: some would put another character for half of a surrogate pair. */
export const isStorable = (text: string): boolean => text !== '' && text.isWellFormed();

/** @throws TypeError */
export function assertStorable(text: string, what: string): void {
  if (!isStorable(text)) throw new TypeError(`${what} must be a text, not empty and well-formed.`);
}
