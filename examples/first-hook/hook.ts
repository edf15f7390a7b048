// What is asked: which devices may come aboard, and what they are told.
import { defineHook } from '@gangway/composition';
import { allowedTemplates } from '@gangway/plugins/allowed-templates';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';

const template = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';
const devices = new URL('./devices.csv', import.meta.url);

export default defineHook([
  eventIntegrity(),
  certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
  allowedTemplates({ arns: [template] }),
  staticDeviceRegistry({ file: devices, idColumn: 'serialNumber' }),
  registeredDevice({ serialNumber: 'SerialNumber' }),
  registryOverrides({ keys: { Site: 'site' } }),
]);
