// What is deployed: the table, the container behind its Lambda proxy, and the template that has AWS IoT ask them.
import { fileURLToPath } from 'node:url';
import { DeviceRegistryTable, HookProxy, ProvisioningTemplate } from '@gangway/cdk';
import type { Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export interface ContainerOptions {
  /** As `allowedTemplates` in hook.ts has it. */
  readonly templateName: string;
  readonly vpc: IVpc;
  /** A registry's name for the image that README.md builds. */
  readonly image: string;
  /** ARN of a certificate in ACM, and a name that it is for. */
  readonly certificate: string;
  readonly domainName: string;
}

export function deployContainer(stack: Stack, options: ContainerOptions) {
  const { templateName, vpc, image, certificate, domainName } = options;
  const devices = new DeviceRegistryTable(stack, 'Devices');
  const hook = new HookProxy(stack, 'Hook', {
    vpc,
    container: {
      image: ContainerImage.fromRegistry(image),
      hook: { entry: file('hook.ts') },
      environment: { DEVICES_TABLE: devices.tableName },
    },
    tls: { certificate: Certificate.fromCertificateArn(stack, 'Tls', certificate), domainName },
  });
  new ProvisioningTemplate(stack, 'Fleet', {
    templateName,
    body: file('../first-hook/first-fleet.template.json'),
    hook,
  });
  return { hook, devices };
}
