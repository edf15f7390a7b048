import { fileURLToPath } from 'node:url';
import {
  ClaimLifecycle,
  DeviceRegistryTable,
  HookProxy,
  PreProvisioningHook,
  ProvisioningTemplate,
} from '@gangway/cdk';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { offlineStack } from '../../deploy/stacks.js';

const example = (path: string) => fileURLToPath(new URL(`../../examples/${path}`, import.meta.url));

/** A stack with the options of the constructs that the examples leave at their defaults. */
export function variantsTemplate(): object {
  const stack = offlineStack('variants');
  const topic = new Topic(stack, 'OnCall');
  const body = example('first-hook/first-fleet.template.json');
  const devices = new DeviceRegistryTable(stack, 'Devices', {
    tableName: 'fleet-devices',
    encryptionKey: new Key(stack, 'Key'),
    deletionProtection: false,
    retain: false,
  });
  const hook = new PreProvisioningHook(stack, 'Hook', {
    code: { entry: fileURLToPath(new URL('lambda.ts', import.meta.url)) },
    environment: { DEVICES_TABLE: devices.tableName },
    memoryMb: 1_024,
    timeoutSeconds: 5,
    reservedConcurrency: 50,
    logRetentionDays: 365,
    alarms: { actions: [topic] },
  });
  devices.grantKey(hook);
  for (const templateName of ['fleet-a', 'fleet-b']) {
    new ProvisioningTemplate(stack, templateName, {
      templateName,
      body,
      hook,
      description: 'One of two with the same hook',
      enabled: templateName === 'fleet-a',
    });
  }
  const proxy = new HookProxy(stack, 'Proxy', {
    vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }),
    container: {
      image: ContainerImage.fromRegistry('registry.example.com/hook:1'),
      hook: { permissions: [] },
      architecture: 'arm64',
      tasks: 3,
    },
    plainHttp: true,
    secretsEndpoint: 'vpc',
    alarms: false,
  });
  new ClaimLifecycle(stack, 'Lifecycle', { proxy, alarms: { actions: [topic] } });
  new ProvisioningTemplate(stack, 'Proxied', { templateName: 'fleet-c', body, hook: proxy });
  return Template.fromStack(stack).toJSON();
}
