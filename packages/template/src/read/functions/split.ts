import type { ListExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import { argumentsOf, type FunctionReader } from './function-reader.js';

const form = '{"Fn::Split": ["delimiter", "text"]}';

export const readSplit: FunctionReader<ListExpression> = (argument, place, scope) => {
  const pair = argumentsOf(argument, { count: 2, form }, place, scope);
  if (pair === undefined) return undefined;
  const [delimiter, text] = pair;
  const source = scope.text(text, pointerTo(place.inside, 1));
  if (typeof delimiter !== 'string' || delimiter === '') {
    const message = `The delimiter is a text of one character at least: ${form}.`;
    return scope.report('FUNCTION_MALFORMED', pointerTo(place.inside, 0), message);
  }
  return source && { at: place.at, kind: 'split', delimiter, source };
};
