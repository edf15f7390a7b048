// Step 3: replaced part by part. What agreed with the old hook, or is right where it was wrong, decides now; what is left of
// the old one still gives the location. The certificate's policy decides about a tenth of the devices, and then about more.
import { defineHook, monitor } from '@gangway/composition';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { deviceRecord, registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { remoteHook } from '@gangway/plugins/remote-hook';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';

/**
 * @param share of the devices about which the certificate's policy decides
 * @param endpoint of Lambda; the region's own unless given
 */
export const parts = (share: number, endpoint?: string) =>
  defineHook([
    staticDeviceRegistry({
      file: new URL('./devices.csv', import.meta.url),
      idColumn: 'serialNumber',
    }),
    eventIntegrity(),
    registeredDevice({ serialNumber: 'SerialNumber' }),
    monitor([certificatePolicy()], {
      name: 'certificates',
      enforce: { share, identity: deviceRecord },
    }),
    monitor([registryOverrides({ keys: { DeviceLocation: 'location' } })], { name: 'locations' }),
    remoteHook({
      lambda: { functionName: 'old-hook', region: 'us-east-1', endpoint },
      keys: ['DeviceLocation'],
    }),
  ]);
