import { type StackTemplate, stackFaults } from '@gangway/testing/stacks';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'chai';
import { deployDeviceClaims } from './stack.js';

describe('the stack of device claims', () => {
  const stack = new Stack(new App(), 'device-claims');
  let template: Template;
  let needs: Parameters<typeof stackFaults>[1];

  before(function () {
    this.timeout(60_000);
    const { hook, lifecycle } = deployDeviceClaims(stack);
    needs = {
      hook: stack.resolve(hook.manifest.function),
      lifecycle: stack.resolve(lifecycle.manifest.function),
    };
    template = Template.fromStack(stack);
  });

  it('has nothing wrong with it', () => {
    expect(stackFaults(template.toJSON() as StackTemplate, needs)).to.deep.equal([]);
  });

  it('tells both functions of the one table, which they may read and update, and no more', () => {
    const [table] = Object.keys(template.findResources('AWS::DynamoDB::Table'));
    const functions = template.findResources('AWS::Lambda::Function', {
      Properties: { Environment: { Variables: { DEVICES_TABLE: { Ref: table } } } },
    });
    expect(Object.keys(functions)).to.have.length(2);
    for (const { permissions } of [needs.hook, needs.lifecycle ?? needs.hook]) {
      expect(permissions.map(({ action }) => action).sort()).to.deep.equal([
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:UpdateItem',
      ]);
    }
  });

  it('keeps the table when the stack goes', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });
});
