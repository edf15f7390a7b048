import { CompositionError, type DeviceRecord } from '@gangway/core';
import { DeviceListFault, toDeviceMap } from './device-map.js';

/**
 * Devices that are given as an option.
 *
 * @throws CompositionError `OPTION_INVALID`, naming the device that is none
 */
export function listedDevices(
  plugin: string,
  devices: readonly unknown[],
): ReadonlyMap<string, DeviceRecord> {
  try {
    return toDeviceMap(devices.map((record, index) => ({ record, where: `device ${index + 1}` })));
  } catch (error) {
    if (!(error instanceof DeviceListFault)) throw error;
    throw new CompositionError(
      'OPTION_INVALID',
      `Plugin "${plugin}", option "devices": ${error.message}`,
    );
  }
}
