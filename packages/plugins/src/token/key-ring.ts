import { createSecretKey, type KeyObject } from 'node:crypto';
import { decodeBase64, decodeBase64url } from '../proof/base64.js';
import { holdsDoubledMember } from '../text/doubled-member.js';

/** Batch keys by their ids. The keys print none of their octets. */
export type KeyRing = ReadonlyMap<string, KeyObject>;

/**
 * Why a text is no key ring or no key. The message holds nothing of the text.
 *
 * @example
 * try {
 *   parseKeyRing('{"keys":{"2026-a":"c2VjcmV0"}}');
 * } catch (error) {
 *   if (!(error instanceof KeyRingFault)) throw error;
 *   error.message; // 'key 1 of 1 has 6 octets, and not 32 to 64'
 * }
 */
export class KeyRingFault extends Error {
  override readonly name = 'KeyRingFault';
}

export const isKeyId = (text: string): boolean => /^[A-Za-z0-9_-]{1,32}$/.test(text);

/**
 * The ring of batch keys out of a secret: `{ "keys": { "<id>": "<base64 or base64url>" } }`, any number of them from one on.
 * A token names its key, so that devices of an older batch come in beside those of a newer one.
 *
 * @throws KeyRingFault for any other text; the message quotes nothing of it
 * @example
 * const ring = parseKeyRing('{"keys":{"2026-a":"q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k="}}');
 * ring.get('2026-a')?.symmetricKeySize; // 32
 */
export function parseKeyRing(text: string): KeyRing {
  const { keys, ...others } = membersOf(parsed(text));
  if (!isObject(keys) || Object.keys(others).length > 0) {
    throw new KeyRingFault('it is not an object with "keys", an object of keys by id, alone');
  }
  const entries = Object.entries(keys);
  if (entries.length === 0) throw new KeyRingFault('it holds no key');
  // Of two keys of one id the parser keeps the last, and the devices of the other would be strangers.
  if (holdsDoubledMember(text)) throw new KeyRingFault('it holds two keys of one id');
  return new Map(
    entries.map(([id, key], at) => {
      const which = `key ${at + 1} of ${entries.length}`;
      // Whoever swaps the two would find the key in the log: an id that is none is not told.
      if (!isKeyId(id)) throw new KeyRingFault(`the id of ${which} is not 1 to 32 of A-Za-z0-9_-`);
      return [id, batchKey(key, which)];
    }),
  );
}

/**
 * A batch key as it stands in a ring.
 *
 * @throws KeyRingFault
 */
export function batchKey(text: unknown, which: string): KeyObject {
  const octets =
    typeof text === 'string' ? (decodeBase64(text) ?? decodeBase64url(text)) : undefined;
  if (octets === undefined) {
    throw new KeyRingFault(`${which} is neither base64 with its padding nor base64url without`);
  }
  if (octets.length < 32 || octets.length > 64) {
    throw new KeyRingFault(`${which} has ${octets.length} octets, and not 32 to 64`);
  }
  // Of 32 random octets seven or fewer are different in one key out of 10^40: it is a placeholder that was never replaced.
  if (new Set(octets).size < 8) throw new KeyRingFault(`${which} is not random`);
  return createSecretKey(octets);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's message, which quotes what it was given.
    throw new KeyRingFault('it is not JSON');
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {};
