import { decodeBase64url } from '../proof/base64.js';

/** What a token is bound to: a certificate's id, or the hash of its public key, which is known before the certificate. */
export type TokenBinding = 'certificate' | 'public-key';

/** A token as it is written: `gt1.<keyId>.<c or k>.<expiry>.<nonce>.<mac>`. */
export interface DeviceToken {
  /** The batch key that the device's key was derived from. */
  readonly keyId: string;
  readonly binding: TokenBinding;
  /** In seconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
  /** 16 octets in base64url. */
  readonly nonce: string;
  /** 32 octets. */
  readonly mac: Uint8Array;
}

export const bindingLetters = { certificate: 'c', 'public-key': 'k' } as const;

// None of the parts can hold the dot between them, so that a text has one reading. 22 characters are 16 octets, 43 are 32;
// seconds of eleven digits reach into the year 5138.
const form =
  /^gt1\.([A-Za-z0-9_-]{1,32})\.([ck])\.([1-9][0-9]{0,10})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** Reads a token; `undefined` for every other text, and for a second way of writing the same octets. */
export function parseToken(text: string): DeviceToken | undefined {
  const [, keyId = '', letter, expiry, nonce = '', mac = ''] = form.exec(text) ?? [];
  const octets = decodeBase64url(mac);
  if (letter === undefined || octets === undefined || decodeBase64url(nonce) === undefined) {
    return undefined;
  }
  const binding = letter === bindingLetters.certificate ? 'certificate' : 'public-key';
  return { keyId, binding, expiresAt: Number(expiry), nonce, mac: octets };
}

export const writeToken = ({ keyId, binding, expiresAt, nonce, mac }: DeviceToken): string =>
  [
    'gt1',
    keyId,
    bindingLetters[binding],
    expiresAt,
    nonce,
    Buffer.from(mac).toString('base64url'),
  ].join('.');
