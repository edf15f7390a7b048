import type { KeyObject } from 'node:crypto';
import { isKeyId } from './key-ring.js';
import { faultInSerial } from './serial-number.js';
import { tokenMac } from './token-mac.js';
import { parseToken, type TokenBinding, writeToken } from './token-text.js';

/** What a device puts into a token. */
export interface TokenInput {
  /** 32 octets, as `deriveDeviceKey` gives them. */
  readonly deviceKey: KeyObject;
  /** Of the batch key that the device's key was derived from. */
  readonly keyId: string;
  readonly serialNumber: string;
  readonly binding: TokenBinding;
  /** SHA-256 in lowercase hex: of the certificate (its id), or of its SubjectPublicKeyInfo. */
  readonly boundTo: string;
  /** In seconds since 1970-01-01T00:00:00Z. */
  readonly expiresAt: number;
  /** 16 random octets, new for each token. */
  readonly nonce: Uint8Array;
}

/**
 * Makes a token as a device does: for programs that stand in for a device, and for tests.
 *
 * @returns `gt1.<keyId>.<c or k>.<expiry>.<nonce>.<mac>`, for the parameter `DeviceToken`
 * @throws TypeError for a part of another form than the wire format has
 * @see docs/device-token.md
 * @example
 * import { createSecretKey, randomBytes } from 'node:crypto';
 * const batchKey = createSecretKey(randomBytes(32));
 * const token = mintDeviceToken({
 *   deviceKey: deriveDeviceKey(batchKey, 'SN-0001'),
 *   keyId: '2026-a',
 *   serialNumber: 'SN-0001',
 *   binding: 'certificate',
 *   boundTo: event.certificateId,
 *   expiresAt: 1_893_456_300,
 *   nonce: randomBytes(16),
 * });
 * token.startsWith('gt1.2026-a.c.1893456300.'); // true
 */
export function mintDeviceToken({ deviceKey, ...input }: TokenInput): string {
  const { keyId, binding, expiresAt, serialNumber, boundTo } = input;
  const fault = faultInSerial(serialNumber);
  if (fault !== undefined) throw new TypeError(`The serial number: ${fault}.`);
  if (!isKeyId(keyId)) throw new TypeError('The key id must be 1 to 32 of A-Za-z0-9_-.');
  if (!/^[0-9a-f]{64}$/.test(boundTo)) {
    throw new TypeError('What a token is bound to must be 64 lowercase hex digits.');
  }
  const nonce = Buffer.from(input.nonce).toString('base64url');
  const mac = tokenMac(deviceKey, { keyId, serialNumber, binding, boundTo, expiresAt, nonce });
  const text = writeToken({ keyId, binding, expiresAt, nonce, mac });
  // What the hook would not read is not handed out: a fraction of a second, a nonce of another length.
  if (parseToken(text) === undefined) {
    throw new TypeError('A token needs whole seconds since 1970 and a nonce of 16 octets.');
  }
  return text;
}
