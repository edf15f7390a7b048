import { networkPermissions } from '@gangway/deployment';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * Keeps the function's own code from what only Lambda is to do with its role, as AWS recommends it. A policy of its own: one within
 * the role would have to be there before the function that it names.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export const denyNetworkToCode = (
  scope: Construct,
  { role, function: target }: { readonly role: iam.Role; readonly function: lambda.Function },
): iam.Policy =>
  new iam.Policy(scope, 'NoNetworkForCode', {
    roles: [role],
    statements: [
      new iam.PolicyStatement({
        effect: iam.Effect.DENY,
        actions: networkPermissions.map(({ action }) => action),
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': target.functionArn } },
      }),
    ],
  });
