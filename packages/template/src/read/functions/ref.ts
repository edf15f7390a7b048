import type { TextExpression } from '../../expression.js';
import { isDeclared } from './declared.js';
import type { FunctionReader } from './function-reader.js';

export const readRef: FunctionReader<TextExpression> = (argument, { at, inside }, scope) => {
  if (typeof argument !== 'string') {
    return scope.report('FUNCTION_MALFORMED', inside, 'The form is {"Ref": "parameter"}.');
  }
  return isDeclared(argument, inside, scope) ? { at, kind: 'ref', name: argument } : undefined;
};
