import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import { argumentsOf, type FunctionReader } from './function-reader.js';

const form = '{"Fn::Select": [index, [values]]}';

/** The index is a number or a text. Whether the list has so many is not checked here, as AWS IoT does not do it either. */
export const readSelect: FunctionReader<TextExpression> = (argument, place, scope) => {
  const pair = argumentsOf(argument, { count: 2, form }, place, scope);
  if (pair === undefined) return undefined;
  const [index, values] = pair;
  const at = pointerTo(place.inside, 0);
  const read = scope.text(typeof index === 'number' ? String(index) : index, at);
  const from = scope.list(values, pointerTo(place.inside, 1));
  if (read?.kind === 'text' && !isIndex(read.text)) {
    return scope.report('FUNCTION_MALFORMED', at, `The index is a whole number from 0: ${form}.`);
  }
  return read && from && { at: place.at, kind: 'select', index: read, from };
};

/** As JSON writes a whole number: no sign, no leading zero, and no more digits than any list has items. */
export const isIndex = (text: string): boolean => /^(?:0|[1-9][0-9]{0,8})$/.test(text);
