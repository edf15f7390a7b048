import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import { membersOf } from '../json.js';
import { quoted } from '../quoted.js';
import type { Scope } from '../scope.js';
import { argumentsOf, type FunctionReader } from './function-reader.js';

const form = '{"Fn::FindInMap": ["map", "first key", "second key"]}';

export const readFindInMap: FunctionReader<TextExpression> = (argument, place, scope) => {
  const three = argumentsOf(argument, { count: 3, form }, place, scope);
  const [map, first, second] = (three ?? []).map((value, index) =>
    scope.text(value, pointerTo(place.inside, index)),
  );
  if (map === undefined || first === undefined || second === undefined) return undefined;
  return isThere([map, first, second], scope)
    ? { at: place.at, kind: 'find-in-map', map, first, second }
    : undefined;
};

/** Follows the names that are written out; from the first that a function gives, the parameters decide. */
function isThere(names: readonly TextExpression[], { mappings, report }: Scope): boolean {
  let level: unknown = mappings;
  for (const name of names) {
    if (name.kind !== 'text') return true;
    level = membersOf(level)?.get(name.text);
    if (level === undefined) {
      report('MAPPING_UNKNOWN', name.at, `Mappings has no ${quoted(name.text)} here; add it.`);
      return false;
    }
  }
  return true;
}
