import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import { argumentsOf, type FunctionReader } from './function-reader.js';

const form = '{"Fn::Join": ["delimiter", [values]]}';

export const readJoin: FunctionReader<TextExpression> = (argument, place, scope) => {
  const pair = argumentsOf(argument, { count: 2, form }, place, scope);
  if (pair === undefined) return undefined;
  const [delimiter, values] = pair;
  const parts = scope.list(values, pointerTo(place.inside, 1));
  if (typeof delimiter !== 'string') {
    const message = `The delimiter is a text that stands there as it is: ${form}.`;
    return scope.report('FUNCTION_MALFORMED', pointerTo(place.inside, 0), message);
  }
  return parts && { at: place.at, kind: 'join', delimiter, parts };
};
