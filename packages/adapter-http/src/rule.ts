/** What may stand as an option's value, in words and as a test. */
export interface Rule {
  readonly wanted: string;
  allows(value: unknown): boolean;
}

// Also the longest that a timer of Node's runs; one that is longer would fire at once.
const most = 2 ** 31 - 1;

/** A whole number; `NaN` and `'1mb'` compare false with everything, and a limit of them would be none. */
export function wholeNumber(from: number, to = most): Rule {
  return {
    wanted: `a whole number from ${from} to ${to}`,
    allows: (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
  };
}

export const someText: Rule = {
  wanted: 'a text that is not empty',
  allows: (value) => typeof value === 'string' && value !== '',
};
