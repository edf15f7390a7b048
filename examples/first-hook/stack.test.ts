import { type StackTemplate, stackFaults } from '@gangway/testing/stacks';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { expect } from 'chai';
import { deployFirstHook } from './stack.js';

describe('the stack of the first hook', () => {
  const stack = new Stack(new App(), 'first-hook');
  let template: Template;
  let needs: Parameters<typeof stackFaults>[1];

  before(function () {
    this.timeout(60_000);
    const { hook } = deployFirstHook(stack);
    needs = { hook: stack.resolve(hook.manifest.function) };
    template = Template.fromStack(stack);
  });

  it('has nothing wrong with it', () => {
    expect(stackFaults(template.toJSON() as StackTemplate, needs)).to.deep.equal([]);
  });

  it('lets AWS IoT call the hook for one template of one account, before the template is there', () => {
    const permission = {
      Action: 'lambda:InvokeFunction',
      Principal: 'iot.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: Match.objectLike({
        'Fn::Join': ['', Match.arrayWith([':provisioningtemplate/first-fleet'])],
      }),
    };
    const [id] = Object.keys(
      template.findResources('AWS::Lambda::Permission', { Properties: permission }),
    );
    template.hasResource('AWS::IoT::ProvisioningTemplate', {
      DependsOn: [id],
      Properties: {
        TemplateName: 'first-fleet',
        PreProvisioningHook: { PayloadVersion: '2020-04-01' },
      },
    });
  });

  it('answers in four seconds, with a role that can write the log and do nothing else', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 4, Runtime: 'nodejs24.x' });
    const roles = template.findResources('AWS::IAM::Role');
    const [role] = Object.entries(roles).filter(([id]) => id.startsWith('Hook'));
    expect(role?.[1].Properties.Policies[0].PolicyDocument.Statement).to.have.length(1);
    expect(role?.[1].Properties.Policies[0].PolicyDocument.Statement[0].Action).to.deep.equal([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  it('has nothing that is paid for while no device comes but its alarms', () => {
    const types = Object.values(template.toJSON().Resources).map((one) => Object(one).Type);
    expect([...new Set(types)].sort()).to.deep.equal([
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::InsightRule',
      'AWS::IAM::Role',
      'AWS::IoT::ProvisioningTemplate',
      'AWS::Lambda::Alias',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Lambda::Version',
      'AWS::Logs::LogGroup',
    ]);
  });
});
