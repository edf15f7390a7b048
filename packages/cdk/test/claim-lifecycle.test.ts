import { ClaimLifecycle, type ClaimLifecycleProps } from '@gangway/cdk';
import { GangwayError } from '@gangway/core';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { expect } from 'chai';
import { resourceOf, resourcesOf, statementsOf } from './cloud-formation.js';
import { fixture } from './hook-stack.js';
import { anyStack, closeStacks } from './hop-stack.js';

const entry = fixture('lifecycle.mjs');

const arn = (service: string, resource: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      `:${service}:`,
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      `:${resource}`,
    ],
  ],
});

describe('ClaimLifecycle', function () {
  this.timeout(60_000);
  after(closeStacks);
  let template: Template;
  let lifecycle: ClaimLifecycle;
  before(() => {
    const stack = anyStack('Fleet-1');
    lifecycle = new ClaimLifecycle(stack, 'Lifecycle', { code: { entry } });
    template = Template.fromStack(stack);
  });
  const the = (type: string, beginning?: string) => resourceOf(template, type, beginning);
  const queue = () => ({ 'Fn::GetAtt': [the('AWS::SQS::Queue').id, 'Arn'] });
  const ruleArn = () => arn('iot', `rule/${lifecycle.ruleName}`);

  it('is told by AWS IoT of every certificate that connects', () => {
    const { Properties } = the('AWS::IoT::TopicRule');
    expect(Properties.RuleName)
      .to.equal(lifecycle.ruleName)
      .and.to.match(/^[A-Za-z0-9_]{1,128}$/);
    const { TopicRulePayload: payload } = Properties;
    expect(payload).to.include({
      Sql: "SELECT * FROM '$aws/events/presence/connected/#'",
      AwsIotSqlVersion: '2016-03-23',
      RuleDisabled: false,
    });
    expect(payload.Actions).to.deep.equal([
      { Lambda: { FunctionArn: { Ref: the('AWS::Lambda::Alias').id } } },
    ]);
  });

  it('lets that rule of this account invoke it, before there is the rule', () => {
    const permission = the('AWS::Lambda::Permission');
    expect(permission.Properties).to.deep.equal({
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: the('AWS::Lambda::Alias').id },
      Principal: 'iot.amazonaws.com',
      SourceAccount: { Ref: 'AWS::AccountId' },
      SourceArn: ruleArn(),
    });
    expect(the('AWS::IoT::TopicRule').DependsOn).to.include(permission.id);
  });

  it('keeps what it could not take: of Lambda after three deliveries, and of the rule', () => {
    const { Qualifier, ...invoked } = the('AWS::Lambda::EventInvokeConfig').Properties;
    // Out of the alias's ARN.
    expect(JSON.stringify(Qualifier)).to.contain(the('AWS::Lambda::Alias').id);
    expect(the('AWS::Lambda::Alias').Properties.Name).to.equal('live');
    expect(invoked).to.deep.equal({
      DestinationConfig: { OnFailure: { Destination: queue() } },
      FunctionName: { Ref: the('AWS::Lambda::Function').id },
      MaximumEventAgeInSeconds: 21_600,
      MaximumRetryAttempts: 2,
    });
    expect(the('AWS::SQS::Queue').Properties).to.include({
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
    const { ErrorAction } = the('AWS::IoT::TopicRule').Properties.TopicRulePayload;
    const role = the('AWS::IAM::Role', 'LifecyclePresenceErrorRole');
    expect(ErrorAction.Sqs.RoleArn).to.deep.equal({ 'Fn::GetAtt': [role.id, 'Arn'] });
    expect(statementsOf(template, role.id)).to.deep.equal([
      { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: queue() },
    ]);
    const [trust] = role.Properties.AssumeRolePolicyDocument.Statement;
    expect(trust.Condition).to.deep.equal({
      ArnLike: { 'aws:SourceArn': ruleArn() },
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    });
  });

  it('may do what its bundle tells, write its log and send to its queue', () => {
    const role = the('AWS::IAM::Role', 'LifecycleFunctionRole');
    const log = the('AWS::Logs::LogGroup').id;
    const statements = statementsOf(template, role.id) as readonly unknown[];
    expect(statements).to.have.length(3);
    expect(statements).to.deep.include.members([
      {
        Action: ['dynamodb:Query', 'dynamodb:UpdateItem'],
        Effect: 'Allow',
        Resource: arn('dynamodb', 'table/devices'),
      },
      { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: queue() },
    ]);
    expect(JSON.stringify(statements)).to.contain(`{"Ref":"${log}"},":*"`);
  });

  it('rings when Lambda gives an event up, and as long as one waits', () => {
    const metrics = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(
      ({ Properties }) => Properties.MetricName,
    );
    expect(metrics.sort()).to.deep.equal([
      'ApproximateNumberOfMessagesVisible',
      'AsyncEventsDropped',
    ]);
  });

  it('tells whom it is told to, or has no alarms', () => {
    const stack = anyStack();
    const topic = new sns.Topic(stack, 'OnCall');
    new ClaimLifecycle(stack, 'Told', { code: { entry }, alarms: { actions: [topic] } });
    new ClaimLifecycle(stack, 'Quiet', { code: { entry }, alarms: false });
    const alarms = resourcesOf(Template.fromStack(stack), 'AWS::CloudWatch::Alarm');
    expect(alarms).to.have.length(2);
    for (const { id, Properties } of alarms) {
      expect(id).to.match(/^Told/);
      expect(Properties.AlarmActions).to.have.length(1);
    }
  });

  it('has ten seconds, and is in no VPC', () => {
    const { Properties } = the('AWS::Lambda::Function');
    expect(Properties).to.include({ Timeout: 10, Runtime: 'nodejs24.x' });
    expect(Properties.VpcConfig).to.equal(undefined);
  });

  const wrong: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['neither code nor proxy', {}, 'OPTION_INVALID', /"code": must be there, or proxy/],
    ['another option', { entry }, 'OPTION_UNKNOWN', /no option "entry"/],
    ['a proxy that is none', { proxy: {} }, 'OPTION_INVALID', /"proxy": must be a HookProxy/],
    ['a timeout that is too long', { code: { entry }, timeoutSeconds: 61 }, 'OPTION_INVALID', /60/],
  ];
  for (const [what, props, code, message] of wrong) {
    it(`is refused at synth with ${what}`, () => {
      const stack = anyStack();
      expect(() => new ClaimLifecycle(stack, 'Lifecycle', props as ClaimLifecycleProps))
        .to.throw(GangwayError, message)
        .with.property('code', code);
    });
  }
});
