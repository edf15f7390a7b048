import { PortError, type Secret, type SecretRequest, type SecretStore } from '@gangway/core';

/** Which secret, and which of its versions. */
export interface SecretName {
  readonly id: string;
  readonly stage?: string | undefined;
}

/**
 * Asks a store for a secret that must be there.
 *
 * @param missing code for a secret that is not
 * @throws PortError that code, `PORT_UNAVAILABLE` for an answer that is no secret, or the store's own
 */
export async function requiredSecret(
  secrets: SecretStore,
  name: SecretName,
  missing: string,
  request: Omit<SecretRequest, 'stage'>,
): Promise<Secret> {
  const { id, stage } = name;
  const asked = stage === undefined ? request : { ...request, stage };
  const secret: unknown = await secrets.get(id, asked);
  if (secret === undefined) throw new PortError(missing, `there is no ${describeSecret(name)}`);
  if (isSecret(secret)) return secret;
  throw new PortError('PORT_UNAVAILABLE', `the store answered no ${describeSecret(name)}`);
}

/** As it stands in a sentence. */
export const describeSecret = ({ id, stage }: SecretName): string =>
  `secret "${id}"${stage === undefined ? '' : ` of the stage "${stage}"`}`;

function isSecret(answer: unknown): answer is Secret {
  if (typeof answer !== 'object' || answer === null) return false;
  const { value, version } = answer as Partial<Secret>;
  return (typeof value === 'string' || value instanceof Uint8Array) && typeof version === 'string';
}
