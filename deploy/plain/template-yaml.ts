import { Document, isMap, isScalar, type Node, Scalar, visit } from 'yaml';
import type { JsonObject } from './json.js';

/** Functions of CloudFormation with one text as argument, in their short form. */
const short: Readonly<Record<string, string>> = { Ref: '!Ref', 'Fn::Sub': '!Sub' };

/** A template in YAML, with CloudFormation's short forms where they read well. */
export function templateYaml(template: JsonObject, comment: string): string {
  const document = new Document(template, { aliasDuplicateObjects: false, schema: 'yaml-1.1' });
  document.commentBefore = comment;
  visit(document, {
    Map(_, { items }) {
      const [pair] = items;
      if (items.length !== 1 || pair === undefined || !isScalar(pair.key)) return undefined;
      return shortForm(String(pair.key.value), pair.value as Node);
    },
  });
  return document.toString({ lineWidth: 0 });
}

function shortForm(name: string, argument: Node): Scalar | undefined {
  const tag = short[name];
  if (tag !== undefined && isScalar(argument)) return tagged(tag, String(argument.value));
  if (name !== 'Fn::GetAtt' || isMap(argument)) return undefined;
  return tagged('!GetAtt', (argument.toJSON() as string[]).join('.'));
}

function tagged(tag: string, text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.tag = tag;
  return scalar;
}
