import { at, listOf, objectsOf, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import type { FunctionNeeds } from '../stack-faults.js';
import { grantFaults } from './grant-faults.js';
import { logGroupOf } from './log-group-faults.js';
import { type Need, needsIn } from './needs.js';
import { type StackFault, unless } from './stack-fault.js';

/** Of a function in a VPC: Lambda makes its network interfaces with the function's own role. */
const networkActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

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
    ...logNeeds(stack, fn),
    ...(at(fn.properties, 'VpcConfig') === undefined
      ? []
      : networkActions.map((action) => ({ action, resource: '*' }))),
  ];
  return [
    ...unless(users.length === 1, 'ROLE_SHARED', role.id, 'is the role of several functions'),
    ...lambdaTrustFaults(role),
    ...grantFaults(stack, role, needs),
  ];
}

function logNeeds(stack: Stack, fn: StackResource): readonly Need[] {
  const group = logGroupOf(stack, fn);
  if (group === undefined) return [];
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
    action,
    resource: group.arn,
  }));
}

function lambdaTrustFaults({ id, properties }: StackResource): readonly StackFault[] {
  const statements = objectsOf(at(properties.AssumeRolePolicyDocument, 'Statement'));
  const [only] = statements;
  const services = listOf(at(only, 'Principal', 'Service'));
  return unless(
    statements.length === 1 &&
      only?.Effect === 'Allow' &&
      only.Action === 'sts:AssumeRole' &&
      services.length === 1 &&
      services[0] === 'lambda.amazonaws.com' &&
      Object.keys(Object(only.Principal)).length === 1,
    'ROLE_TRUST',
    id,
    `trusts ${shown(statements)}`,
  );
}
