import { type Json, onlyEntry } from './json.js';

/**
 * `Fn::Join` without a separator says in a list what `Fn::Sub` says in a line; people read the line.
 *
 * @example
 * joinedAsSub({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }]] }); // { 'Fn::Sub': 'arn:${AWS::Partition}' }
 */
export function joinedAsSub(value: Json): Json {
  const [name, argument] = onlyEntry(value) ?? [];
  if (name !== 'Fn::Join' || !Array.isArray(argument) || argument[0] !== '') return value;
  const [, parts] = argument;
  if (!Array.isArray(parts)) return value;
  const texts = parts.map(inSub);
  return texts.includes(undefined) ? value : { 'Fn::Sub': texts.join('') };
}

function inSub(part: Json): string | undefined {
  // What only looks like a reference must not become one.
  if (typeof part === 'string') return part.replaceAll('${', '$' + '{!');
  const [name, argument] = onlyEntry(part) ?? [];
  if (name === 'Ref') return `\${${argument}}`;
  if (name === 'Fn::GetAtt' && Array.isArray(argument)) return `\${${argument.join('.')}}`;
  return undefined;
}
