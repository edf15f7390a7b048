import type { Permission } from '@gangway/core';

/**
 * What Lambda does with a function's role to put it into a VPC. It takes none of them on fewer resources.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const networkPermissions: readonly Permission[] = Object.freeze(
  [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ].map((action) => Object.freeze({ action, resource: '*' })),
);
