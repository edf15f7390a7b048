// Each value of a label is a series of its own, which lives as long as the process.
const mostOthers = 256;
const code = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * Keeps a label's values few. A check may deny with a code that it made of what a device sent.
 *
 * @param known values that always stand for themselves
 * @returns the value, or `other` for one that is no code, or came after so many others
 */
export function boundedLabel(known: readonly string[]): (value: string) => string {
  const seen = new Set(known);
  const most = seen.size + mostOthers;
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= most || !code.test(value)) return 'other';
    seen.add(value);
    return value;
  };
}
