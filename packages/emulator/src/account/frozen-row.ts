/**
 * A row as its text keeps it, frozen to the bottom: whoever put it may change their own afterwards, whoever got it cannot, and
 * a store in memory gives back what one in a file would.
 */
export const frozenRow = <Row extends object>(text: string): Row =>
  JSON.parse(text, (_, value: unknown) => Object.freeze(value)) as Row;
