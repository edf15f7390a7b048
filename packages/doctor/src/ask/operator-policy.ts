import { readOperations } from './read-operations.js';

/** The IAM actions of whoever examines a deployment, sorted. */
export const operatorActions: readonly string[] = Object.freeze(
  Object.entries(readOperations).flatMap(([service, operations]) =>
    Object.keys(operations).map((operation) => `${service}:${operation}`),
  ),
);

/**
 * The IAM policy of whoever examines a deployment. What belongs to a template is known by the answers alone, so that it names
 * no resources.
 *
 * @example
 * operatorPolicy.Statement[0].Action.includes('iot:DescribeProvisioningTemplate'); // true
 */
export const operatorPolicy = Object.freeze({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'GangwayDoctor', Effect: 'Allow', Action: operatorActions, Resource: '*' },
  ] as const,
});
