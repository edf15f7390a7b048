// What is asked: is the device known, may it come now, and has nobody else come as it before.
import { defineHook } from '@gangway/composition';
import { allowedTemplates } from '@gangway/plugins/allowed-templates';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { claimOnce } from '@gangway/plugins/claim-once';
import { claimQuota } from '@gangway/plugins/claim-quota';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { killSwitch } from '@gangway/plugins/kill-switch';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { sqliteDeviceRegistry } from '@gangway/plugins/sqlite-device-registry';

const template = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';

export default defineHook([
  eventIntegrity(),
  certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
  allowedTemplates({ arns: [template] }),
  sqliteDeviceRegistry({ path: new URL('./devices.db', import.meta.url) }),
  registeredDevice({ serialNumber: 'SerialNumber' }),
  killSwitch(),
  claimQuota({ perHour: 500 }),
  claimOnce({ presence: true }),
  registryOverrides({ keys: { Site: 'site' } }),
]);
