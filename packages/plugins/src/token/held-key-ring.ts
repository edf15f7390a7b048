import { PortError, type Secret, type SecretStore } from '@gangway/core';
import { type KeyRing, KeyRingFault, parseKeyRing } from './key-ring.js';

/**
 * Gives the key ring out of a secret. The store is asked every time, for it alone knows when a secret changes; the ring is
 * read anew only when the secret is another one.
 *
 * @returns a function that rejects with a PortError: `DEVICE_TOKEN_KEYS_MISSING`, `DEVICE_TOKEN_KEYS_MALFORMED`, or the
 *   store's own
 */
export function heldKeyRing(
  secretId: string,
): (secrets: SecretStore, signal: AbortSignal) => Promise<KeyRing> {
  let held: { readonly value: string; readonly ring: KeyRing } | undefined;
  return async (secrets, signal) => {
    const secret: unknown = await secrets.get(secretId, { signal });
    if (secret === undefined) {
      throw new PortError('DEVICE_TOKEN_KEYS_MISSING', `there is no secret "${secretId}"`);
    }
    const { value } = (secret ?? {}) as Partial<Secret>;
    if (typeof value !== 'string') throw malformed(secretId, 'the store gave no text');
    // By the value and not by its version, which a careless store might leave as it was.
    if (held?.value !== value) held = { value, ring: ringOf(value, secretId) };
    return held.ring;
  };
}

function ringOf(value: string, secretId: string): KeyRing {
  try {
    return parseKeyRing(value);
  } catch (error) {
    // Without a cause: whatever else was thrown might hold a piece of the secret.
    throw malformed(secretId, error instanceof KeyRingFault ? error.message : 'unreadable');
  }
}

const malformed = (secretId: string, why: string) =>
  new PortError('DEVICE_TOKEN_KEYS_MALFORMED', `the secret "${secretId}": ${why}`);
