import { defineHook } from '@gangway/composition';
import { allowedTemplates } from '@gangway/plugins/allowed-templates';
import { certificatePolicy } from '@gangway/plugins/certificate-policy';
import { eventIntegrity } from '@gangway/plugins/event-integrity';
import { parameterRules } from '@gangway/plugins/parameter-rules';
import { registeredDevice } from '@gangway/plugins/registered-device';
import { registryOverrides } from '@gangway/plugins/registry-overrides';
import { staticDeviceRegistry } from '@gangway/plugins/static-device-registry';

const template = 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/first-fleet';

/** The first example with parameter rules, and its list in memory: five checks and an override. */
export const fiveChecks = defineHook([
  eventIntegrity(),
  certificatePolicy({ rsaBits: 2048, curves: ['P-256', 'P-384'] }),
  allowedTemplates({ arns: [template] }),
  parameterRules({ required: ['SerialNumber'], patterns: { SerialNumber: '[A-Z]{2}-\\d{4}' } }),
  staticDeviceRegistry({ devices: [{ id: 'SN-0001', attributes: { site: 'Oslo' } }] }),
  registeredDevice({ serialNumber: 'SerialNumber' }),
  registryOverrides({ keys: { Site: 'site' } }),
]);
