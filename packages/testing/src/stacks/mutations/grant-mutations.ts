import { at, isObject, listOf, objectsOf } from '../reading/json.js';
import type { StackTemplate } from '../reading/template.js';
import { changed, type Path } from './changed.js';
import type { StackMutation } from './stack-mutations.js';

/** Every grant of every policy: taken away, or made wider by an action, a resource, a wildcard or a condition. */
export const grantMutations = (template: StackTemplate): readonly StackMutation[] =>
  statementPaths(template).flatMap((path) => mutationsOf(template, path));

const policyTypes = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::Role']);

function statementPaths({ Resources }: StackTemplate): readonly Path[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => policyTypes.has(Type))
    .flatMap(([id, { Properties }]) => {
      const own = ['Resources', id, 'Properties'];
      return [
        ...pathsIn(Properties?.PolicyDocument, [...own, 'PolicyDocument']),
        ...objectsOf(Properties?.Policies).flatMap((policy, index) =>
          pathsIn(policy.PolicyDocument, [...own, 'Policies', index, 'PolicyDocument']),
        ),
      ];
    });
}

/** One statement may stand by itself. */
function pathsIn(document: unknown, path: Path): readonly Path[] {
  const statements = at(document, 'Statement');
  if (isObject(statements)) return [[...path, 'Statement']];
  return listOf(statements).map((_, index) => [...path, 'Statement', index]);
}

function mutationsOf(template: StackTemplate, path: Path): readonly StackMutation[] {
  const statement = path.reduce<unknown>((inner, step) => Object(inner)[step], template);
  const actions = listOf(at(statement, 'Action')).map(String);
  const resources = listOf(at(statement, 'Resource'));
  const effect = at(statement, 'Effect');
  const change = (what: string, code: string, rest: Path, to: unknown): StackMutation => ({
    name: `${path.slice(1).join('.')}: ${what}`,
    code,
    template: changed(template, [...path, ...rest], to),
  });
  const without = actions.map((action) => {
    const left = actions.filter((other) => other !== action);
    return left.length === 0
      ? change(`not ${action}`, 'GRANT_MISSING', [], undefined)
      : change(`not ${action}`, 'GRANT_MISSING', ['Action'], left);
  });
  const [service = ''] = (actions[0] ?? '').split(':');
  return [
    ...without,
    change('one action more', 'GRANT_EXCESS', ['Action'], [...actions, `${service}:TagResource`]),
    change('every action of the service', 'GRANT_WILDCARD', ['Action'], `${service}:*`),
    change('a resource more', 'GRANT_EXCESS', ['Resource'], [...resources, 'arn:aws:s3:::other']),
    ...(resources.includes('*')
      ? []
      : [change('every resource', 'GRANT_EXCESS', ['Resource'], '*')]),
    change('all but its resources', 'GRANT_', ['NotResource'], '*'),
    change('under a condition', 'GRANT_', ['Condition'], {
      Bool: { 'aws:SecureTransport': true },
    }),
    change('the other way round', 'GRANT_', ['Effect'], effect === 'Allow' ? 'Deny' : 'Allow'),
  ];
}
