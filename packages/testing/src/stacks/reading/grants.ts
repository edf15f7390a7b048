import { at, listOf, objectsOf, shown } from './json.js';
import type { Stack, StackResource } from './read-stack.js';

/** An action on a resource, and what else its statement says. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  /** A condition, `Deny`, `NotResource`: as JSON, and nothing of a plain grant. */
  readonly terms: string;
}

/** All that a role's own policies say, one by one. */
export const grantsOf = (stack: Stack, role: StackResource): readonly Grant[] =>
  documentsOf(stack, role).flatMap((document) =>
    objectsOf(at(document, 'Statement')).flatMap(grantsIn),
  );

const policyTypes = [
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
] as const;

/** The role's inline policies, and those of other resources that name it. */
function documentsOf(stack: Stack, role: StackResource): readonly unknown[] {
  const inline = objectsOf(role.properties.Policies).map((policy) => policy.PolicyDocument);
  const attached = stack
    .ofType(...policyTypes)
    .filter(({ properties: { Roles, RoleName } }) =>
      [...listOf(Roles), RoleName].includes(role.ref),
    );
  return [...inline, ...attached.map(({ properties }) => properties.PolicyDocument)];
}

function grantsIn(statement: Readonly<Record<string, unknown>>): readonly Grant[] {
  const { Sid, Effect, Action, NotAction, Resource, ...others } = statement;
  const plain = Effect === 'Allow' && Object.keys(others).length === 0;
  const terms = plain ? '' : shown({ Effect, ...others });
  const actions = [
    ...listOf(Action).map(String),
    ...listOf(NotAction).map((action) => `all but ${action}`),
  ];
  const resources = listOf(Resource ?? 'all but what is named').map(String);
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource, terms })));
}
