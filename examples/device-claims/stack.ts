// What is deployed: the table, the hook, what confirms its claims, and the template that has AWS IoT ask it.
import { fileURLToPath } from 'node:url';
import {
  ClaimLifecycle,
  DeviceRegistryTable,
  PreProvisioningHook,
  ProvisioningTemplate,
} from '@gangway/cdk';
import type { Stack } from 'aws-cdk-lib';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

// The registry of hook.ts on the desk, which a table replaces.
const without = ['./devices.db'];

/** @param templateName as `allowedTemplates` in hook.ts has it */
export function deployDeviceClaims(stack: Stack, templateName = 'first-fleet') {
  const devices = new DeviceRegistryTable(stack, 'Devices');
  const environment = { DEVICES_TABLE: devices.tableName };
  const hook = new PreProvisioningHook(stack, 'Hook', {
    code: { entry: file('lambda.ts'), without },
    environment,
  });
  const lifecycle = new ClaimLifecycle(stack, 'Lifecycle', {
    code: { entry: file('lifecycle.ts'), without },
    environment,
  });
  new ProvisioningTemplate(stack, 'Fleet', {
    templateName,
    body: file('first-fleet.template.json'),
    hook,
  });
  return { hook, lifecycle };
}
