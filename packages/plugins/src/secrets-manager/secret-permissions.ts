import type { Permission } from '@gangway/core';

/** Of a secret's whole ARN: a hyphen and six letters or digits, which Secrets Manager adds to the name. */
const suffix = /-[a-zA-Z0-9]{6}$/;

interface Rules {
  readonly resources?: readonly string[] | undefined;
  readonly region?: string | undefined;
}

/**
 * To read secrets, each by its own name or ARN. A secret has its ARN's last six letters from Secrets Manager, and new ones
 * when it is made again: `??????` stands for them, which no longer name matches.
 *
 * @param ids those that the hook's plugins ask for; where they do not tell, every secret
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
export function secretPermissions(
  ids: readonly string[] | undefined,
  { resources, region = '*' }: Rules,
): readonly Permission[] {
  const inRegion = `arn:aws:secretsmanager:${region}:*:secret:`;
  const asked = ids?.map((id) => resourceOf(id, inRegion)) ?? [`${inRegion}*`];
  return (resources ?? asked).map((resource) => ({
    action: 'secretsmanager:GetSecretValue',
    resource,
  }));
}

function resourceOf(id: string, inRegion: string): string {
  if (!id.startsWith('arn:')) return `${inRegion}${id}-??????`;
  return suffix.test(id) ? id : `${id}-??????`;
}
