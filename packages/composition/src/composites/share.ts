import { createHash } from 'node:crypto';

// 48 bits are what six octets hold, and a double holds them exactly.
const octets = 6;
const range = 2 ** (8 * octets);

/**
 * Whether a device falls into a share of all. Each device has a place of its own between 0 and 1, from a hash of its serial
 * number, so that whoever is in stays in as the share grows.
 *
 * @param monitor another name is another order of the devices: it should not always be the same ones that go first
 * @param share 0 to 1
 */
export function isInShare(monitor: string, serialNumber: string, share: number): boolean {
  // As JSON, so that no name and serial number run into each other.
  const place = createHash('sha256')
    .update(JSON.stringify(['gangway/monitor/share', monitor, serialNumber]))
    .digest()
    .readUIntBE(0, octets);
  return place / range < share;
}
