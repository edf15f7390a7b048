import { composeHook } from '@gangway/composition';
import { type StackTemplate, stackFaults } from '@gangway/testing/stacks';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { expect } from 'chai';
import hook from './hook.js';
import { deployContainer } from './stack.js';

describe('the stack of a hook in a container', () => {
  const stack = new Stack(new App(), 'container');
  let template: Template;
  let needs: Parameters<typeof stackFaults>[1];

  before(function () {
    this.timeout(60_000);
    const deployed = deployContainer(stack, {
      templateName: 'first-fleet',
      vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }),
      image: 'registry.example.com/hook:1',
      certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/one',
      domainName: 'hook.example.com',
    });
    const table = stack.resolve(deployed.devices.tableArn);
    const { permissions } = composeHook(hook).describe();
    needs = {
      hook: stack.resolve(deployed.hook.manifest.function),
      container: { permissions: permissions.map(({ action }) => ({ action, resource: table })) },
    };
    template = Template.fromStack(stack);
  });

  it('has nothing wrong with it', () => {
    expect(stackFaults(template.toJSON() as StackTemplate, needs)).to.deep.equal([]);
  });

  it('gives the function no right to the table, and the container none to call AWS IoT', () => {
    expect(needs.hook.permissions.map(({ action }) => action)).to.deep.equal([
      'secretsmanager:GetSecretValue',
    ]);
    expect(needs.container?.permissions.map(({ action }) => action).sort()).to.deep.equal([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:UpdateItem',
    ]);
  });

  it('has what is paid for by the hour where its page says so, and nowhere else', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 2 });
  });
});
