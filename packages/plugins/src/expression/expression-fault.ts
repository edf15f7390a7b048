/** A text is no expression: why, and where it stops being one. */
export class ExpressionFault extends Error {
  override readonly name = 'ExpressionFault';

  /** @param at the index of the first character that is wrong; the text's length where more was expected */
  constructor(
    readonly at: number,
    why: string,
  ) {
    super(`at character ${at + 1}: ${why}`);
  }
}
