import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * The secret with the key of the hop, which nobody has ever seen: Secrets Manager draws it. 64 letters and digits are 48 octets
 * in base64, and 381 bits of entropy.
 *
 * @see docs/hop.md
 */
export const hopSecret = (scope: Construct, id: string): secretsmanager.Secret =>
  new secretsmanager.Secret(scope, id, {
    description:
      'Keys of the hop between the Lambda proxy and the container of a pre-provisioning hook',
    generateSecretString: {
      secretStringTemplate: '{}',
      generateStringKey: 'whsec',
      passwordLength: 64,
      excludePunctuation: true,
      includeSpace: false,
      // Each is drawn evenly then, without a second look.
      requireEachIncludedType: false,
    },
  });

/**
 * The secret's text as a variable of a container. The CDK's own would grant `secretsmanager:DescribeSecret` as well, which
 * nobody asks for.
 */
export const secretVariable = (secretArn: string): ecs.Secret => ({
  arn: secretArn,
  hasField: false,
  grantRead: (grantee) =>
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [secretArn],
    }),
});
