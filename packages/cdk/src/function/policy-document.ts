import type { PolicyStatement } from '@gangway/deployment';
import * as iam from 'aws-cdk-lib/aws-iam';

/** Statements as data, as a policy of the CDK's. */
export const policyDocument = (statements: readonly PolicyStatement[]): iam.PolicyDocument =>
  new iam.PolicyDocument({
    statements: statements.map(
      ({ sid, actions, resources }) =>
        new iam.PolicyStatement({
          ...(sid === undefined ? {} : { sid }),
          actions: [...actions],
          resources: [...resources],
        }),
    ),
  });
