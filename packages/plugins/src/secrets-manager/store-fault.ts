import { errorCode, PortError, type ReasonCodes } from '@gangway/core';
import { callError, callFaultCodes } from '../aws-client/fault-codes.js';

/** The three failures that this service has beside those of all. */
export const secretFaultCodes: ReasonCodes = {
  ...callFaultCodes('SECRETS_MANAGER', 'Secrets Manager'),
  SECRETS_MANAGER_REQUEST_REFUSED: errorCode(
    'The secret is marked for deletion, or no secret can have such an id.',
    'Restore the secret, or compare the id with what `aws secretsmanager list-secrets` tells.',
  ),
  SECRETS_MANAGER_KEY_UNUSABLE: errorCode(
    'Secrets Manager cannot decrypt the secret with its KMS key.',
    "Look at the key's state and policy; for a key of your own the role needs `kms:Decrypt` on it.",
  ),
  SECRETS_MANAGER_EXTENSION_REFUSED: errorCode(
    'The Lambda extension could not get the secret, and does not say why.',
    "The extension's own lines in the function's log tell: no such secret or stage, or no permission.",
  ),
};

export const secretFault = callError('SECRETS_MANAGER');

const codes: Readonly<Record<string, string>> = {
  InvalidRequestException: 'SECRETS_MANAGER_REQUEST_REFUSED',
  InvalidParameterException: 'SECRETS_MANAGER_REQUEST_REFUSED',
  ValidationException: 'SECRETS_MANAGER_REQUEST_REFUSED',
  DecryptionFailure: 'SECRETS_MANAGER_KEY_UNUSABLE',
};

/** Passes an error on, in place of those that have a code of this service's own. */
export function rethrown(error: unknown): never {
  const { name } = (error ?? {}) as { readonly name?: unknown };
  const code = typeof name === 'string' && Object.hasOwn(codes, name) ? codes[name] : undefined;
  if (code === undefined) throw error;
  throw new PortError(code, `GetSecretValue: ${name}`);
}

export const extensionRefused = (status: number): PortError =>
  new PortError('SECRETS_MANAGER_EXTENSION_REFUSED', `GetSecretValue: HTTP ${status}`);
