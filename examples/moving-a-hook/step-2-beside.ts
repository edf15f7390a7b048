// Step 2: the new plugins beside it, in monitor. They are asked about every device and decide about none; the log says where
// the two would differ.
import { defineHook, monitor } from '@gangway/composition';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';

/** @param endpoint of Lambda; the region's own unless given */
export const beside = (endpoint?: string) =>
  defineHook([
    staticDeviceRegistry({
      file: new URL('./devices.csv', import.meta.url),
      idColumn: 'serialNumber',
    }),
    monitor(
      [
        eventIntegrity(),
        certificatePolicy(),
        registeredDevice({ serialNumber: 'SerialNumber' }),
        registryOverrides({ keys: { DeviceLocation: 'location' } }),
      ],
      { name: 'new-hook' },
    ),
    remoteHook({
      lambda: { functionName: 'old-hook', region: 'us-east-1', endpoint },
      keys: ['DeviceLocation'],
    }),
  ]);
