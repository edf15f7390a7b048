import type { Permission } from '@gangway/core';

/**
 * What reading a secret takes at AWS: the secret itself where its ARN is given, and else what Secrets Manager makes of its name,
 * to which it adds a hyphen and six characters.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export const secretPermissions = (secretId: string): readonly Permission[] => {
  const resource = secretId.startsWith('arn:')
    ? secretId
    : `arn:aws:secretsmanager:*:*:secret:${secretId}-??????`;
  return Object.freeze([Object.freeze({ action: 'secretsmanager:GetSecretValue', resource })]);
};
