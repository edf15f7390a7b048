import type { ListExpression, TextExpression } from '../expression.js';
import { isIndex } from '../read/functions/select.js';
import { type Given, ownOf, parameterOf } from './given.js';
import { Refusal } from './refusal.js';

type Of<Kind extends TextExpression['kind']> = Extract<TextExpression, { readonly kind: Kind }>;

/** 128 KB, the largest MQTT message: what is longer could reach no device, and functions in functions grow fast. */
const maxLength = 131_072;

/** What an expression comes to. Every part of it is evaluated, once, whether its value is used or not. */
export function textOf(expression: TextExpression, given: Given): string {
  switch (expression.kind) {
    case 'text':
      return expression.text;
    case 'ref':
      return parameterOf(given, expression.name, expression.at);
    case 'join':
      return join(listOf(expression.parts, given), expression.delimiter, expression.at);
    case 'select':
      return select(expression, given);
    case 'find-in-map':
      return findInMap(expression, given);
    case 'sub':
      return substitute(expression, given);
  }
}

export function listOf(expression: ListExpression, given: Given): readonly string[] {
  return expression.kind === 'list'
    ? expression.items.map((item) => textOf(item, given))
    : textOf(expression.source, given).split(expression.delimiter);
}

function join(parts: readonly string[], delimiter: string, at: string): string {
  const between = delimiter.length * Math.max(0, parts.length - 1);
  const length = parts.reduce((sum, part) => sum + part.length, between);
  if (length <= maxLength) return parts.join(delimiter);
  const message = `The text would have more than ${maxLength} characters; put fewer together.`;
  throw new Refusal('TEXT_TOO_LONG', at, message);
}

function select({ index, from, at }: Of<'select'>, given: Given): string {
  const wanted = textOf(index, given);
  const items = listOf(from, given);
  if (!isIndex(wanted)) {
    const message = 'The index of Fn::Select must be a whole number from 0.';
    throw new Refusal('SELECT_INDEX_INVALID', index.at, message);
  }
  const item = items[Number(wanted)];
  if (item !== undefined) return item;
  const message = 'The list ends before the index of Fn::Select; check the form of its source.';
  throw new Refusal('SELECT_OUT_OF_BOUNDS', at, message);
}

function findInMap({ map, first, second, at }: Of<'find-in-map'>, given: Given): string {
  const [name, key, below] = [textOf(map, given), textOf(first, given), textOf(second, given)];
  const level = ownOf(ownOf(given.template.mappings, name) ?? {}, key) ?? {};
  const found = ownOf(level, below);
  if (found !== undefined) return found;
  const message = 'Mappings has no entry for what Fn::FindInMap came to; add one.';
  throw new Refusal('MAPPING_KEY_MISSING', at, message);
}

function substitute({ pieces, variables, at }: Of<'sub'>, given: Given): string {
  // Once for each variable, however often it stands in the text: else nested functions take time without bound.
  const brought = new Map(
    Object.entries(variables).map(([name, value]) => [name, textOf(value, given)] as const),
  );
  const parts = pieces.map((piece) =>
    piece.kind === 'text'
      ? piece.text
      : (brought.get(piece.name) ?? parameterOf(given, piece.name, at)),
  );
  return join(parts, '', at);
}
