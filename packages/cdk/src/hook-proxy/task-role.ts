import type { Permission } from '@gangway/core';
import { statementsFor } from '@gangway/deployment';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { policyDocument } from '../function/policy-document.js';
import { placeOf } from '../place-of.js';

/**
 * The role of what runs in a container, with what it is said to do and no more.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function taskRole(
  scope: Construct,
  id: string,
  permissions: readonly Permission[],
): iam.Role {
  const place = placeOf(scope);
  const { partition, region, account } = place;
  const statements = statementsFor(permissions, place);
  return new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:ecs:${region}:${account}:*` },
      },
    }),
    ...(statements.length === 0 ? {} : { inlinePolicies: { gangway: policyDocument(statements) } }),
  });
}
