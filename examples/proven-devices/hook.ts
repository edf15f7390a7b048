// What is asked: can the device prove that it is the one, by its factory certificate or by a token of its own key.
import { anyOf, defineHook } from '@gangway/composition';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { claimOnce } from '@gangway/plugins/claim-once';
import { deviceToken } from '@gangway/plugins/device-token';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { factoryIdentity } from '@gangway/plugins/factory-identity';
import { fileSecretStore } from '@gangway/plugins/file-secret-store';
import { memoryDeviceRegistry } from '@gangway/plugins/memory-device-registry';
import { registeredDevice } from '@gangway/plugins/registered-device';

const serialNumber = 'SerialNumber';

/**
 * The hook of a fleet in which some devices have a certificate from their factory, and older ones a key of their own.
 *
 * @param factoryCa the factory's CA certificate, as PEM or as a file
 * @param secrets folder with the file `batch-keys`, as Docker or Kubernetes mounts it
 */
export const provenDevices = (factoryCa: string, secrets: string) =>
  defineHook([
    eventIntegrity(),
    certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
    fileSecretStore({ folder: secrets }),
    anyOf([
      factoryIdentity({ serialNumber, anchors: [factoryCa] }),
      deviceToken({ serialNumber, secretId: 'batch-keys' }),
    ]),
    memoryDeviceRegistry({ devices: [{ id: 'SN-0001' }, { id: 'SN-0002' }] }),
    registeredDevice({ serialNumber }),
    claimOnce(),
  ]);
