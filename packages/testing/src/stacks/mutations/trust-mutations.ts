import { at, objectsOf } from '../reading/json.js';
import type { StackTemplate } from '../reading/template.js';
import { changed, type Path } from './changed.js';
import type { StackMutation } from './stack-mutations.js';

/** Every condition under which a role is taken on: taken away, or made to hold for all. */
export const trustMutations = (template: StackTemplate): readonly StackMutation[] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .flatMap(([id, { Properties }]) =>
      objectsOf(at(Properties?.AssumeRolePolicyDocument, 'Statement')).flatMap((statement, index) =>
        conditionsOf(statement).flatMap(([operator, key]) => {
          const path: Path = [
            ...['Resources', id, 'Properties', 'AssumeRolePolicyDocument', 'Statement'],
            ...[index, 'Condition', operator, key],
          ];
          const code =
            key === 'aws:SourceArn' ? 'ROLE_TRUST_SOURCE_ARN' : 'ROLE_TRUST_SOURCE_ACCOUNT';
          return [undefined, '*'].map((to) => ({
            name: `${id}: trusts with ${key} ${to ?? 'left out'}`,
            code,
            template: changed(template, path, to),
          }));
        }),
      ),
    );

const conditionsOf = (statement: unknown): readonly [operator: string, key: string][] =>
  Object.entries(Object(at(statement, 'Condition'))).flatMap(([operator, keys]) =>
    Object.keys(Object(keys)).map((key): [string, string] => [operator, key]),
  );
