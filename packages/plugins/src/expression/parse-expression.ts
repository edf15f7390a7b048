import { parseReference, type Reference } from './parse-reference.js';

/** What an expression is made of: texts that stand as they are, and references. */
export type Piece = string | Reference;

const opening = '${';

/**
 * Takes an expression apart: `${…}` is a reference, and `${!` the two characters `${`, as `Fn::Sub` in AWS's templates has
 * it; all else stands for itself.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 * @throws ExpressionFault, and nothing else
 */
export function parseExpression(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (let open = text.indexOf(opening); open !== -1; open = text.indexOf(opening, at)) {
    if (open > at) pieces.push(text.slice(at, open));
    const inside = open + opening.length;
    if (text[inside] === '!') {
      pieces.push(opening);
      at = inside + 1;
    } else {
      const reference = parseReference(text, inside);
      pieces.push(reference);
      at = reference.end;
    }
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces;
}
