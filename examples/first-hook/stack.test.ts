import { type StackTemplate, stackFaults } from '@gangway/testing/stacks';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect } from 'chai';
import { deployFirstHook } from './stack.js';

describe('the stack of the first hook', () => {
  const stack = new Stack(new App(), 'first-hook');
  const { hook } = deployFirstHook(stack);
  const template = Template.fromStack(stack);

  it('has nothing wrong with it', () => {
    const needs = { hook: stack.resolve(hook.manifest.function) };
    expect(stackFaults(template.toJSON() as StackTemplate, needs)).to.deep.equal([]);
  });

  it('lets AWS IoT alone ask the hook, for this template of this account', () => {
    template.hasResourceProperties('AWS::Lambda::Permission', {
      Principal: 'iot.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
    });
  });
});
