// What is asked: is the device known, may it come, and has nobody else come as it before.
import { defineHook } from '@gangway/composition';
import { allowedTemplates } from '@gangway/plugins/allowed-templates';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { claimOnce } from '@gangway/plugins/claim-once';
import { dynamodbDeviceRegistry } from '@gangway/plugins/dynamodb-device-registry';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { killSwitch } from '@gangway/plugins/kill-switch';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';

const template = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';

export default defineHook([
  eventIntegrity(),
  certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
  allowedTemplates({ arns: [template] }),
  dynamodbDeviceRegistry({ table: process.env.DEVICES_TABLE ?? 'devices' }),
  registeredDevice({ serialNumber: 'SerialNumber' }),
  killSwitch(),
  claimOnce(),
  registryOverrides({ keys: { Site: 'site' } }),
]);
