import { type DeviceRecord, defineFact } from '@gangway/core';

/** What the registry knows of the device that asks; given by `registeredDevice`. */
export const deviceRecord = defineFact<DeviceRecord>('device-record');
