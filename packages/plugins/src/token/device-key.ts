import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { faultInSerial } from './serial-number.js';

/** The octets of a device key: as many as the hash has, so that HMAC neither hashes nor pads away any of it. */
export const deviceKeyOctets = 32;

/** HKDF with SHA-256. @see https://datatracker.ietf.org/doc/html/rfc5869#section-2 */
export const hkdfSha256 = (
  key: KeyObject,
  salt: Uint8Array,
  info: string | Uint8Array,
  octets: number,
): Buffer => Buffer.from(hkdfSync('sha256', key, salt, info, octets));

/**
 * The key of one device, derived from the batch key. It is made at the factory and put into the device; the batch key never
 * leaves the factory and the hook's secret store. Of a device's key neither the batch key nor another device's can be told.
 *
 * Keys are `KeyObject`s, which print none of their octets: `export()` gives them where they are wanted.
 *
 * @param batchKey 32 to 64 octets of randomness
 * @param serialNumber as the device sends it, 1 to 256 octets of UTF-8 without control characters
 * @returns 32 octets: HKDF-SHA256 without salt, its info `gangway/device-key/v1`, a line feed and the serial number
 * @throws TypeError for a text that can be no serial number
 * @see https://datatracker.ietf.org/doc/html/rfc5869
 * @example
 * import { createSecretKey, randomBytes } from 'node:crypto';
 * const batchKey = createSecretKey(randomBytes(32));
 * deriveDeviceKey(batchKey, 'SN-0001').symmetricKeySize; // 32
 */
export function deriveDeviceKey(batchKey: KeyObject, serialNumber: string): KeyObject {
  const fault = faultInSerial(serialNumber);
  if (fault !== undefined) throw new TypeError(`The serial number: ${fault}.`);
  const info = `gangway/device-key/v1\n${serialNumber}`;
  return createSecretKey(hkdfSha256(batchKey, Buffer.alloc(0), info, deviceKeyOctets));
}
