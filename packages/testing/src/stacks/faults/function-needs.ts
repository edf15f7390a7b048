import { at, shown } from '../reading/json.js';
import type { Stack, StackResource } from '../reading/read-stack.js';
import type { Need } from './needs.js';

const networkActions = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Of a function in a VPC: Lambda makes its network interfaces with the function's own role, and the function's code is kept from
 * doing so.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkNeeds({ properties, arn }: StackResource): readonly Need[] {
  if (properties.VpcConfig === undefined) return [];
  const terms = shown({
    Effect: 'Deny',
    Condition: { ArnEquals: { 'lambda:SourceFunctionArn': arn } },
  });
  return networkActions.flatMap((action) => [
    { action, resource: '*' },
    { action, resource: '*', terms },
  ]);
}

/** To write the one log. */
export const logNeeds = (group: StackResource | undefined): readonly Need[] =>
  group === undefined
    ? []
    : ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => ({
        action,
        resource: group.arn,
      }));

/** Of a function that is invoked without waiting: to keep what it could not take. */
export const failureNeeds = (stack: Stack, fn: StackResource): readonly Need[] =>
  stack
    .ofType('AWS::Lambda::EventInvokeConfig')
    .filter(({ properties }) => properties.FunctionName === fn.ref)
    .map(({ properties }) => at(properties, 'DestinationConfig', 'OnFailure', 'Destination'))
    .filter((destination) => destination !== undefined)
    .map((destination) => ({ action: 'sqs:SendMessage', resource: String(destination) }));
