import { type Clock, PortError, type Secret, type SecretStore } from '@gangway/core';
import { type KeyRing, KeyRingFault, parseKeyRing } from './key-ring.js';

/** The ports that a ring is read by, and until when. */
export interface RingReading {
  readonly ports: { readonly secrets: SecretStore; readonly clock: Clock };
  readonly signal: AbortSignal;
}

/** A ring, and the version of the secret that it was read from. */
export interface ReadRing {
  readonly ring: KeyRing;
  readonly version: string;
}

/** The key ring out of a secret. */
export interface HeldKeyRing {
  /**
   * @throws PortError `DEVICE_TOKEN_KEYS_MISSING`, `DEVICE_TOKEN_KEYS_MALFORMED`, or the store's own
   */
  read(reading: RingReading): Promise<ReadRing>;
  /**
   * The ring that is there now, where it is another one than that which did not serve. It never rejects: what was asked
   * about was answered already, and whoever sends a bad token must not be able to turn that into an error.
   */
  readNewer(than: ReadRing, reading: RingReading): Promise<KeyRing | undefined>;
}

/** A store that asks afresh may hang; the request has its answer already, and waits no longer than this for a better one. */
const newerWithinMs = 1_500;

/**
 * The store is asked every time, for it alone knows when a secret changes; the ring is read anew only when the secret is
 * another one.
 */
export function heldKeyRing(secretId: string): HeldKeyRing {
  let held: { readonly value: string; readonly ring: KeyRing } | undefined;

  async function ask(
    secrets: SecretStore,
    request: Parameters<SecretStore['get']>[1],
  ): Promise<ReadRing> {
    const secret: unknown = await secrets.get(secretId, request);
    if (secret === undefined) {
      throw new PortError('DEVICE_TOKEN_KEYS_MISSING', `there is no secret "${secretId}"`);
    }
    const { value, version } = (secret ?? {}) as Partial<Secret>;
    if (value instanceof Uint8Array) {
      throw malformed(secretId, 'it is binary; a key ring is text');
    }
    if (typeof value !== 'string') throw malformed(secretId, 'the store gave no text');
    // By the value and not by its version, which a careless store might leave as it was.
    if (held?.value !== value) held = { value, ring: ringOf(value, secretId) };
    return { ring: held.ring, version: typeof version === 'string' ? version : '' };
  }

  return {
    read: ({ ports, signal }) => ask(ports.secrets, { signal }),
    async readNewer(than, { ports, signal }) {
      const late = new AbortController();
      const cancel = ports.clock.after(newerWithinMs, () => late.abort(new Error('late')));
      try {
        const { ring } = await ask(ports.secrets, {
          signal: AbortSignal.any([signal, late.signal]),
          rejectedVersion: than.version,
        });
        return ring === than.ring ? undefined : ring;
      } catch {
        return undefined;
      } finally {
        cancel();
      }
    },
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
