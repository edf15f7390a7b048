import type { ListExpression, TextExpression } from '../expression.js';
import type { Template } from '../template.js';

export type Expression = TextExpression | ListExpression;

/** Every expression of a template, those inside others included. */
export const expressionsOf = (template: Template): readonly Expression[] =>
  rootsOf(template).flatMap(withParts);

/** An expression and all that it is made of. */
export const withParts = (expression: Expression): readonly Expression[] => [
  expression,
  ...partsOf(expression).flatMap(withParts),
];

/** Names of the parameters that an expression depends on, in the order in which they stand. */
export const namesIn = (expression: Expression): readonly string[] => [
  ...new Set(withParts(expression).flatMap(ownNames)),
];

function rootsOf({ thing, certificate, policies, deviceConfiguration }: Template) {
  return [
    thing?.thingName,
    ...Object.values(thing?.attributes ?? {}),
    thing?.thingTypeName,
    thing?.thingGroups,
    thing?.billingGroup,
    certificate?.certificateId,
    certificate?.status,
    ...policies.map((policy) => (policy.kind === 'name' ? policy.name : policy.document)),
    ...Object.values(deviceConfiguration),
  ].filter((expression) => expression !== undefined);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'text':
    case 'ref':
      return [];
    case 'join':
      return [expression.parts];
    case 'select':
      return [expression.index, expression.from];
    case 'find-in-map':
      return [expression.map, expression.first, expression.second];
    case 'sub':
      return Object.values(expression.variables);
    case 'list':
      return expression.items;
    case 'split':
      return [expression.source];
  }
}

function ownNames(expression: Expression): readonly string[] {
  if (expression.kind === 'ref') return [expression.name];
  if (expression.kind !== 'sub') return [];
  return expression.pieces.flatMap((piece) =>
    piece.kind === 'variable' && !Object.hasOwn(expression.variables, piece.name)
      ? [piece.name]
      : [],
  );
}
