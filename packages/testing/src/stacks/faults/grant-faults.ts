import { grantsOf } from '../reading/grants.js';
import { listOf } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import type { Need } from './needs.js';
import { type StackFault, unless } from './stack-fault.js';

/** Compares what a role is allowed with what is needed: neither more nor less, and nothing by a wildcard of actions. */
export function grantFaults(
  stack: Stack,
  role: StackResource,
  needs: readonly Need[],
): readonly StackFault[] {
  const grants = grantsOf(stack, role);
  const needed = new Set(needs.map(keyOf));
  const granted = new Set(grants.map(keyOf));
  const managed = [
    ...listOf(role.properties.ManagedPolicyArns),
    ...stack
      .ofType('AWS::IAM::ManagedPolicy')
      .filter(({ properties }) => listOf(properties.Roles).includes(role.ref))
      .map(({ id }) => id),
  ];
  return [
    ...unless(managed.length === 0, 'ROLE_MANAGED_POLICY', role.id, `has ${managed.join(', ')}`),
    ...grants.flatMap(({ action }) =>
      unless(!/[*?]/.test(action), 'GRANT_WILDCARD', role.id, `is allowed ${action}`),
    ),
    ...grants
      .map(keyOf)
      .filter((key, index, all) => all.indexOf(key) < index)
      .map((key) => ({
        code: 'GRANT_TWICE',
        where: role.id,
        what: `is allowed ${key} twice: to take it away once changes nothing`,
      })),
    ...[...needed.difference(granted)].map((key) => ({
      code: 'GRANT_MISSING',
      where: role.id,
      what: `lacks ${key}`,
    })),
    ...[...granted.difference(needed)].map((key) => ({
      code: 'GRANT_EXCESS',
      where: role.id,
      what: `need not be allowed ${key}`,
    })),
  ];
}

/** The streams of a log group are named in two ways. Names of actions know no case. */
function keyOf({ action, resource, terms = '' }: Need): string {
  const streams = resource.replace(/^(arn:[^:]+:logs:.*):log-stream:\*$/, '$1:*');
  return `${action.toLowerCase()} on ${streams}${terms === '' ? '' : ` with ${terms}`}`;
}
