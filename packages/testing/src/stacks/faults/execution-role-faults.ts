import type { Stack, StackResource } from '../reading/read-stack.js';
import type { FunctionNeeds } from '../stack-faults.js';
import { failureNeeds, logNeeds, networkNeeds } from './function-needs.js';
import { grantFaults } from './grant-faults.js';
import { logGroupOf } from './log-group-faults.js';
import { needsIn } from './needs.js';
import { type StackFault, unless } from './stack-fault.js';
import { trustFaults } from './trust-faults.js';

/** A function's own role: Lambda alone takes it on, and it may do what the manifest tells, write its log, and no more. */
export function executionRoleFaults(
  stack: Stack,
  fn: StackResource,
  { permissions }: FunctionNeeds,
): readonly StackFault[] {
  const role = stack.ofType('AWS::IAM::Role').find(({ arn }) => arn === fn.properties.Role);
  if (role === undefined) {
    return [{ code: 'ROLE_ABSENT', where: fn.id, what: 'has no role of the stack' }];
  }
  const users = stack
    .ofType('AWS::Lambda::Function')
    .filter(({ properties }) => properties.Role === role.arn);
  const needs = [
    ...needsIn(stack, permissions),
    ...logNeeds(logGroupOf(stack, fn)),
    ...networkNeeds(fn),
    ...failureNeeds(stack, fn),
  ];
  return [
    ...unless(users.length === 1, 'ROLE_SHARED', role.id, 'is the role of several functions'),
    ...trustFaults(role, 'lambda.amazonaws.com'),
    ...grantFaults(stack, role, needs),
  ];
}
