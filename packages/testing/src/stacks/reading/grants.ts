import { at, listOf, objectsOf } from './json.js';
import type { Stack, StackResource } from './read-stack.js';

/** An action on a resource that a role's policies allow; `widened` where the statement is more than these two say. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  /** What makes it another thing than a plain grant: `Deny`, `NotAction`, a condition. */
  readonly oddity: string | undefined;
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
  const known = new Set(['Sid', 'Effect', 'Action', 'Resource']);
  const odd = Object.keys(statement).find((name) => !known.has(name));
  const oddity = statement.Effect === 'Allow' ? odd : `Effect ${statement.Effect}`;
  const actions = listOf(statement.Action ?? statement.NotAction).map(String);
  const resources = listOf(statement.Resource ?? statement.NotResource).map(String);
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource, oddity })));
}
