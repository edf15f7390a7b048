import type { TextExpression } from '../../expression.js';
import { pointerTo } from '../../pointer.js';
import { membersOf, recordOf } from '../json.js';
import type { Scope } from '../scope.js';
import { isDeclared } from './declared.js';
import type { FunctionReader, Place } from './function-reader.js';

type Sub = Extract<TextExpression, { readonly kind: 'sub' }>;

const form = '{"Fn::Sub": "text"} or {"Fn::Sub": ["text", {"variable": value}]}';
const variable = /\$\{(!?)([^{}]*)\}/g;

/**
 * `${name}` is a variable that the function brings, or else a parameter; `${!name}` stays as `${name}`, without the
 * mark, as CloudFormation has it: AWS IoT's page names the function and no more.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export const readSub: FunctionReader<TextExpression> = (argument, place, scope) => {
  const parts = partsOf(argument, place);
  if (parts === undefined) {
    return scope.report('FUNCTION_MALFORMED', place.inside, `The form is ${form}.`);
  }
  const { text, at, brought } = parts;
  const variables = readVariables(brought, place, scope);
  const pieces = piecesOf(text);
  const undeclared = pieces.filter(
    (piece) =>
      piece.kind === 'variable' && !brought.has(piece.name) && !isDeclared(piece.name, at, scope),
  );
  if (variables === undefined || undeclared.length > 0) return undefined;
  return { at: place.at, kind: 'sub', pieces, variables };
};

function partsOf(argument: unknown, { inside }: Place) {
  if (typeof argument === 'string') return { text: argument, at: inside, brought: new Map() };
  if (!Array.isArray(argument) || argument.length === 0 || argument.length > 2) return undefined;
  const [text, variables = {}]: readonly unknown[] = argument;
  const brought = membersOf(variables);
  if (typeof text !== 'string' || brought === undefined) return undefined;
  return { text, at: pointerTo(inside, 0), brought };
}

function readVariables(
  brought: ReadonlyMap<string, unknown>,
  { inside }: Place,
  scope: Scope,
): Sub['variables'] | undefined {
  const at = pointerTo(inside, 1);
  const read = [...brought].map(
    ([name, value]) => [name, scope.text(value, pointerTo(at, name))] as const,
  );
  const known = read.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return known.length === read.length ? recordOf(known) : undefined;
}

function piecesOf(text: string): Sub['pieces'] {
  const pieces: Sub['pieces'][number][] = [];
  let from = 0;
  for (const { 0: whole, 1: mark, 2: name = '', index } of text.matchAll(variable)) {
    if (index > from) pieces.push({ kind: 'text', text: text.slice(from, index) });
    pieces.push(mark === '' ? { kind: 'variable', name } : { kind: 'text', text: `\${${name}}` });
    from = index + whole.length;
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) });
  return pieces;
}
