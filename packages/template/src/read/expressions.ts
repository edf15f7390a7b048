import type { ListExpression, TextExpression } from '../expression.js';
import { pointerTo } from '../pointer.js';
import type { Template } from '../template.js';
import { type Call, callIn } from './call.js';
import { readFindInMap } from './functions/find-in-map.js';
import type { FunctionReader } from './functions/function-reader.js';
import { readJoin } from './functions/join.js';
import { readRef } from './functions/ref.js';
import { readSelect } from './functions/select.js';
import { readSplit } from './functions/split.js';
import { readSub } from './functions/sub.js';
import { kindOf } from './json.js';
import { certificateIdParameter } from './parameters.js';
import type { Report, Scope } from './scope.js';

const textFunctions: ReadonlyMap<string, FunctionReader<TextExpression>> = new Map([
  ['Ref', readRef],
  ['Fn::Join', readJoin],
  ['Fn::Select', readSelect],
  ['Fn::FindInMap', readFindInMap],
  ['Fn::Sub', readSub],
]);
const listFunctions: ReadonlyMap<string, FunctionReader<ListExpression>> = new Map([
  ['Fn::Split', readSplit],
]);

/** How values are read where the template declares these parameters and mappings. Functions nest in any order. */
export function scopeOf(
  { parameters, mappings }: Pick<Template, 'parameters' | 'mappings'>,
  report: Report,
): Scope {
  const scope: Scope = {
    parameters: new Set([...Object.keys(parameters), certificateIdParameter]),
    mappings,
    report,
    text(value, at) {
      if (typeof value === 'string') return { at, kind: 'text', text: value };
      const call = callIn(value);
      if (call !== undefined) return readCall(call, textFunctions, at, scope);
      const message = `A text is expected here, or a function that gives one, not ${kindOf(value)}.`;
      return report('TEXT_EXPECTED', at, message);
    },
    list(value, at) {
      if (Array.isArray(value)) return itemsOf(value, at, scope);
      const call = callIn(value);
      if (call !== undefined) return readCall(call, listFunctions, at, scope);
      return report('LIST_EXPECTED', at, `A list is expected here, not ${kindOf(value)}.`);
    },
  };
  return scope;
}

function itemsOf(values: readonly unknown[], at: string, scope: Scope): ListExpression | undefined {
  const items = values.map((value, index) => scope.text(value, pointerTo(at, index)));
  const read = items.filter((item) => item !== undefined);
  return read.length === items.length ? { at, kind: 'list', items: read } : undefined;
}

function readCall<T>(
  { name, key, argument, alone }: Call,
  functions: ReadonlyMap<string, FunctionReader<T>>,
  at: string,
  scope: Scope,
): T | undefined {
  const { report } = scope;
  if (!alone) {
    const message = `${name} must be alone in its object; remove what stands beside it.`;
    return report('FUNCTION_MALFORMED', at, message);
  }
  const read = functions.get(key);
  if (read !== undefined) return read(argument, { at, inside: pointerTo(at, key) }, scope);
  if (textFunctions.has(key)) {
    return report('LIST_EXPECTED', at, `${name} gives a text; put it in square brackets.`);
  }
  if (listFunctions.has(key)) {
    return report('TEXT_EXPECTED', at, `${name} gives a list; choose one of it with Fn::Select.`);
  }
  const known = [...textFunctions.keys(), ...listFunctions.keys()].join(', ');
  return report('FUNCTION_UNKNOWN', at, `There is no function ${name}; there are ${known}.`);
}
