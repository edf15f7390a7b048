import type { Secret, SecretStore } from '@gangway/core';
import { documentError } from '../document/document-fault.js';
import type { Values } from '../document/read-values.js';
import { describeSecret, requiredSecret, type SecretName } from './required-secret.js';
import type { SecretReading } from './secret-values.js';

/** What a secret gives, and of which version. */
export interface SecretValues {
  readonly values: Values;
  readonly version: string;
}

/**
 * Reads values out of a secret with one question, so that all are of one version. A secret that cannot be read may be one
 * that a store has kept, and that was mended since: then it is asked once more, and told which version did not serve.
 *
 * @param prefix what the codes begin with
 * @returns a function that rejects with a PortError: one of these codes, or the store's own
 */
export function valuesFromStore(
  prefix: string,
  name: SecretName,
  read: SecretReading,
): (secrets: SecretStore, signal: AbortSignal) => Promise<SecretValues> {
  const valuesOf = ({ value, version }: Secret): SecretValues => {
    try {
      return { values: read(value), version };
    } catch (error) {
      throw documentError(prefix, `the ${describeSecret(name)}`, error);
    }
  };
  return async (secrets, signal) => {
    const missing = `${prefix}_MISSING`;
    const secret = await requiredSecret(secrets, name, missing, { signal });
    try {
      return valuesOf(secret);
    } catch {
      // Where it is the same again, so is the fault.
      const rejectedVersion = secret.version;
      return valuesOf(await requiredSecret(secrets, name, missing, { signal, rejectedVersion }));
    }
  };
}
