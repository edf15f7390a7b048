// Step 4: the old hook is gone.
import { defineHook } from '@gangway/composition';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';

export const gone = () =>
  defineHook([
    eventIntegrity(),
    certificatePolicy(),
    staticDeviceRegistry({
      file: new URL('./devices.csv', import.meta.url),
      idColumn: 'serialNumber',
    }),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    registryOverrides({ keys: { DeviceLocation: 'location' } }),
  ]);
