import { properties, type SettingMutation } from './setting-mutation.js';

/** Settings by which a deployment stands or falls, and what somebody might write instead. */
export const settingMutations: readonly SettingMutation[] = [
  ...properties(
    'AWS::Lambda::Permission',
    ['SourceArn', 'PERMISSION_SOURCE_ARN', [undefined, '*', otherTemplate()]],
    ['SourceAccount', 'PERMISSION_SOURCE_ACCOUNT', [undefined, '210987654321']],
    ['Principal', 'PERMISSION_PRINCIPAL', ['*', 'lambda.amazonaws.com']],
    ['Action', 'PERMISSION_ACTION', ['lambda:*']],
    ['FunctionName', 'PERMISSION_ABSENT', ['elsewhere']],
  ),
  ...properties(
    'AWS::IoT::ProvisioningTemplate',
    ['PreProvisioningHook.PayloadVersion', 'PAYLOAD_VERSION', [undefined, '2019-01-01']],
    [
      'PreProvisioningHook.TargetArn',
      'TARGET_',
      [undefined, 'arn:aws:lambda:eu-west-1:1:function:x'],
    ],
    ['PreProvisioningHook', 'TARGET_', [undefined]],
    ['TemplateName', 'PERMISSION_SOURCE_ARN', [undefined, 'another-fleet']],
    ['TemplateType', 'TEMPLATE_TYPE', ['JITP']],
    ['ProvisioningRoleArn', 'ROLE_ABSENT', ['arn:aws:iam::123456789012:role/Admin']],
    ['TemplateBody', 'TEMPLATE_BODY', ['{']],
  ),
  {
    type: 'AWS::IoT::ProvisioningTemplate',
    path: ['DependsOn'],
    to: [undefined, 'Nothing'],
    code: 'TEMPLATE_BEFORE_PERMISSION',
  },
  ...properties(
    'AWS::Lambda::Function',
    ['Timeout', 'FUNCTION_TIMEOUT', [undefined, 3, 61]],
    ['Runtime', 'FUNCTION_RUNTIME', ['nodejs20.x']],
    ['Architectures', 'FUNCTION_ARCHITECTURE', [undefined, ['x86_64']]],
    ['Handler', 'FUNCTION_HANDLER', ['lambda.handler']],
    ['MemorySize', 'FUNCTION_MEMORY', [undefined, 128]],
    ['LoggingConfig.LogFormat', 'FUNCTION_LOG_FORMAT', [undefined, 'Text']],
    ['LoggingConfig.LogGroup', 'LOG_GROUP_ABSENT', [undefined, '/aws/lambda/another']],
    ['LoggingConfig', 'LOG_GROUP_ABSENT', [undefined]],
    ['Role', 'ROLE_ABSENT', ['arn:aws:iam::123456789012:role/Admin']],
  ),
  ...properties(
    'AWS::Lambda::Alias',
    ['FunctionVersion', 'ALIAS_VERSION', ['$LATEST']],
    ['Name', 'ALIAS_NAME', ['latest']],
  ),
  ...properties('AWS::Logs::LogGroup', ['RetentionInDays', 'LOG_RETENTION', [undefined]]),
  ...properties(
    'AWS::IAM::Role',
    ['ManagedPolicyArns', 'ROLE_MANAGED_POLICY', [['arn:aws:iam::aws:policy/AdministratorAccess']]],
    ['AssumeRolePolicyDocument.Statement.0.Principal', 'ROLE_TRUST', ['*', { AWS: '*' }]],
    ['AssumeRolePolicyDocument.Statement.0.Effect', 'ROLE_TRUST', ['Deny']],
  ),
  ...properties(
    'AWS::DynamoDB::Table',
    ['PointInTimeRecoverySpecification', 'TABLE_RECOVERY', [undefined]],
    ['PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', 'TABLE_RECOVERY', [false]],
    ['TimeToLiveSpecification', 'TABLE_TIME_TO_LIVE', [undefined]],
    ['TimeToLiveSpecification.AttributeName', 'TABLE_TIME_TO_LIVE', ['expires']],
    ['TimeToLiveSpecification.Enabled', 'TABLE_TIME_TO_LIVE', [false]],
    ['SSESpecification', 'TABLE_ENCRYPTION', [undefined]],
    ['SSESpecification.SSEEnabled', 'TABLE_ENCRYPTION', [false]],
    ['KeySchema.0.AttributeName', 'TABLE_KEYS', ['id']],
    ['BillingMode', 'TABLE_BILLING', [undefined, 'PROVISIONED']],
    ['DeletionProtectionEnabled', 'TABLE_DELETION_PROTECTION', [undefined, false]],
  ),
  {
    type: 'AWS::DynamoDB::Table',
    path: ['DeletionPolicy'],
    to: [undefined, 'Delete'],
    code: 'TABLE_NOT_KEPT',
  },
  {
    type: 'AWS::DynamoDB::Table',
    path: ['UpdateReplacePolicy'],
    to: [undefined, 'Delete'],
    code: 'TABLE_NOT_KEPT',
  },
  ...properties(
    'AWS::IoT::TopicRule',
    [
      'TopicRulePayload.Sql',
      'RULE_SQL',
      ["SELECT * FROM '#'", "SELECT * FROM '$aws/events/presence/disconnected/#'"],
    ],
    ['TopicRulePayload.AwsIotSqlVersion', 'RULE_SQL_VERSION', [undefined, '2015-10-08']],
    ['TopicRulePayload.RuleDisabled', 'RULE_DISABLED', [true]],
    ['TopicRulePayload.Actions', 'RULE_ABSENT', [[]]],
    ['TopicRulePayload.ErrorAction', 'EVENTS_LOST_BY_RULE', [undefined]],
  ),
  {
    type: 'AWS::IoT::TopicRule',
    path: ['DependsOn'],
    to: [undefined],
    code: 'RULE_BEFORE_PERMISSION',
  },
  ...properties(
    'AWS::Lambda::EventInvokeConfig',
    ['DestinationConfig', 'EVENTS_LOST_BY_FUNCTION', [undefined]],
    ['Qualifier', 'EVENTS_LOST_BY_FUNCTION', ['$LATEST']],
  ),
  ...properties(
    'AWS::SQS::QueuePolicy',
    ['PolicyDocument.Statement.0.Effect', 'QUEUE_PLAIN_TEXT', ['Allow']],
    [
      'PolicyDocument.Statement.0.Principal',
      'QUEUE_PLAIN_TEXT',
      [{ Service: 'iot.amazonaws.com' }],
    ],
    ['PolicyDocument.Statement.0.Condition', 'QUEUE_PLAIN_TEXT', [undefined]],
  ),
  ...properties(
    'AWS::SQS::Queue',
    ['SqsManagedSseEnabled', 'QUEUE_ENCRYPTION', [undefined, false]],
    ['MessageRetentionPeriod', 'QUEUE_RETENTION', [undefined, 60]],
  ),
  ...properties(
    'AWS::CloudWatch::Alarm',
    ['TreatMissingData', 'ALARM_MISSING_DATA', [undefined, 'breaching']],
    ['Threshold', 'ALARM_', [undefined, 1_000_000]],
    ['ActionsEnabled', 'ALARM_ACTIONS_DISABLED', [false]],
    ['AlarmDescription', 'ALARM_DESCRIPTION', [undefined]],
    ['ComparisonOperator', 'ALARM_COMPARISON', ['LessThanThreshold']],
  ),
  ...properties(
    'AWS::CloudWatch::InsightRule',
    ['RuleState', 'INSIGHT_RULE_DISABLED', ['DISABLED']],
    ['RuleBody', 'INSIGHT_RULE_ABSENT', ['{}']],
  ),
];

function otherTemplate(): string {
  return 'arn:aws:iot:us-east-1:123456789012:provisioningtemplate/another-fleet';
}
