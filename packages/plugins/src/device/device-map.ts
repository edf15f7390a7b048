import type { DeviceRecord } from '@gangway/core';
import * as v from 'valibot';
import { frozenRecord } from '../store/stored-device.js';
import { listedRecord } from './record.js';

/** A record as it was written down, and where, for the text of an error. */
export interface WrittenRecord {
  readonly record: unknown;
  readonly where: string;
}

/** Why a list of devices cannot be used, with the place in it. */
export class DeviceListFault extends Error {
  override readonly name = 'DeviceListFault';
}

/**
 * Checks a list of records and makes it findable by exact id. A Map, so that no id is more than an id.
 *
 * @throws DeviceListFault for a record that is none, and for a doubled id
 */
export function toDeviceMap(written: Iterable<WrittenRecord>): ReadonlyMap<string, DeviceRecord> {
  const devices = new Map<string, DeviceRecord>();
  for (const { record, where } of written) {
    const read = v.safeParse(listedRecord, record);
    if (!read.success) {
      const [issue] = read.issues;
      const path = v.getDotPath(issue);
      throw new DeviceListFault(`${where}${path === null ? '' : `, "${path}"`}: ${issue.message}`);
    }
    const device = frozenRecord(read.output as DeviceRecord);
    if (devices.has(device.id)) {
      throw new DeviceListFault(`${where}: the id ${JSON.stringify(device.id)} is there twice`);
    }
    devices.set(device.id, device);
  }
  return devices;
}
