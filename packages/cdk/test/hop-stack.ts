import { HookProxy, type HookProxyProps } from '@gangway/cdk';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { openApp } from './hook-stack.js';

const opened: ReturnType<typeof openApp>[] = [];

/** Removes what was synthesised. */
export function closeStacks(): void {
  for (const app of opened.splice(0)) app[Symbol.dispose]();
}

/** A stack that tells neither account nor region. */
export function anyStack(id = 'Fleet'): Stack {
  const app = openApp();
  opened.push(app);
  return new Stack(app.app, id);
}

/** A stack with a network, and what a `HookProxy` needs in it. */
export function hopStack() {
  const stack = anyStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const certificate = acm.Certificate.fromCertificateArn(
    stack,
    'Certificate',
    'arn:aws:acm:eu-west-1:111122223333:certificate/00000000-0000-0000-0000-000000000000',
  );
  const props: HookProxyProps = {
    vpc,
    container: {
      image: ecs.ContainerImage.fromRegistry('registry.example.com/hook@sha256:00'),
      hook: {
        permissions: [
          { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:*:*:table/devices' },
        ],
      },
    },
    tls: { certificate, domainName: 'hook.example.com' },
  };
  return { stack, vpc, props };
}

/** A stack with a `HookProxy`, and what it is as CloudFormation has it. */
export function proxyStack(change: (props: HookProxyProps) => HookProxyProps = (props) => props) {
  const { stack, vpc, props } = hopStack();
  const proxy = new HookProxy(stack, 'Hook', change(props));
  return { stack, vpc, proxy, template: () => Template.fromStack(stack) };
}
