import {
  type Alarm,
  claimCertificateInsight,
  functionLogPermissions,
  hookAlarms,
  lifecycleAlarms,
  type PolicyStatement,
  presenceRule,
  provisioningRolePermissions,
  statementsFor,
  type WatchedMetric,
} from '@gangway/deployment';
import { readTemplate } from '@gangway/template';
import { hookManifest, lifecycleManifest, templateBody } from './device-claims.js';
import { absent, answer, type Recorded } from './recorded.js';

export const place = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const { region, account } = place;
const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;

export const templateName = 'first-fleet';
export const templateArn = arn('iot', `provisioningtemplate/${templateName}`);
export const ruleArn = arn('iot', 'rule/fleet_presence');
const topic = arn('sns', 'alarms');
const failures = arn('sqs', 'fleet-failures');

/** IAM answers policies percent-encoded. */
export const encoded = (Statement: readonly object[]): string =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));

const roleArn = (name: string) => `arn:aws:iam::${account}:role/${name}`;

const allowed = (statements: readonly PolicyStatement[]) =>
  statements.map(({ actions, resources }) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  }));

function role(name: string, trust: object, statements: readonly PolicyStatement[]) {
  const Role = {
    Path: '/',
    RoleName: name,
    RoleId: 'AROAEXAMPLEEXAMPLE001',
    Arn: roleArn(name),
    CreateDate: '2026-01-05T09:00:00.000Z',
    AssumeRolePolicyDocument: encoded([{ Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }]),
    MaxSessionDuration: 3_600,
  };
  const [RoleName, PolicyName] = [name, 'gangway'];
  const PolicyDocument = encoded(allowed(statements));
  return [
    answer('iam', 'GetRole', { RoleName }, { Role }),
    answer(
      'iam',
      'ListRolePolicies',
      { RoleName },
      { PolicyNames: [PolicyName], IsTruncated: false },
    ),
    answer(
      'iam',
      'GetRolePolicy',
      { RoleName, PolicyName },
      { RoleName, PolicyName, PolicyDocument },
    ),
    answer(
      'iam',
      'ListAttachedRolePolicies',
      { RoleName },
      { AttachedPolicies: [], IsTruncated: false },
    ),
  ];
}

interface Made {
  readonly name: string;
  readonly timeout: number;
  readonly sourceArn: string;
  readonly statements: readonly PolicyStatement[];
}

function lambdaFunction({ name, timeout, sourceArn, statements }: Made): readonly Recorded[] {
  const [FunctionName, Qualifier] = [name, 'live'];
  const FunctionArn = arn('lambda', `function:${name}:live`);
  const LogGroup = `/aws/lambda/${name}`;
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Id: 'default',
    Statement: [
      {
        Sid: 'AllowIot',
        Effect: 'Allow',
        Principal: { Service: 'iot.amazonaws.com' },
        Action: 'lambda:InvokeFunction',
        Resource: FunctionArn,
        Condition: {
          StringEquals: { 'AWS:SourceAccount': account },
          ArnLike: { 'AWS:SourceArn': sourceArn },
        },
      },
    ],
  });
  return [
    answer(
      'lambda',
      'GetFunctionConfiguration',
      { FunctionName: FunctionArn },
      {
        FunctionName,
        FunctionArn,
        Runtime: 'nodejs24.x',
        Role: roleArn(`${name}-role`),
        Handler: 'index.handler',
        CodeSize: 412_311,
        Description: '',
        Timeout: timeout,
        MemorySize: 512,
        LastModified: '2026-01-05T09:00:00.000+0000',
        CodeSha256: 'LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=',
        Version: '3',
        TracingConfig: { Mode: 'PassThrough' },
        RevisionId: '0b9a2e6c-5f0e-4a1e-9a53-2f7b1b1c0d11',
        State: 'Active',
        LastUpdateStatus: 'Successful',
        PackageType: 'Zip',
        Architectures: ['arm64'],
        EphemeralStorage: { Size: 512 },
        SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
        LoggingConfig: { LogFormat: 'JSON', LogGroup },
      },
    ),
    answer('lambda', 'GetPolicy', { FunctionName, Qualifier }, { Policy, RevisionId: 'a' }),
    absent('lambda', 'GetPolicy', { FunctionName }),
    answer(
      'lambda',
      'GetAlias',
      { FunctionName, Name: Qualifier },
      {
        AliasArn: FunctionArn,
        Name: Qualifier,
        FunctionVersion: '3',
        Description: '',
        RevisionId: 'a',
      },
    ),
    answer('lambda', 'GetFunctionConcurrency', { FunctionName }, {}),
    answer(
      'logs',
      'DescribeLogGroups',
      { logGroupNamePrefix: LogGroup },
      {
        logGroups: [
          {
            logGroupName: `${LogGroup}-other`,
            creationTime: 1_767_603_600_000,
            metricFilterCount: 0,
            arn: arn('logs', `log-group:${LogGroup}-other:*`),
            storedBytes: 0,
          },
          {
            logGroupName: LogGroup,
            creationTime: 1_767_603_600_000,
            retentionInDays: 90,
            metricFilterCount: 0,
            arn: arn('logs', `log-group:${LogGroup}:*`),
            storedBytes: 0,
          },
        ],
      },
    ),
    ...role(`${name}-role`, { Principal: { Service: 'lambda.amazonaws.com' } }, [
      ...statementsFor(functionLogPermissions(LogGroup), place),
      ...statements,
    ]),
  ];
}

const dimensionsOf = ({ dimensions }: WatchedMetric) =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

const statistic = (of: WatchedMetric) =>
  of.statistic === 'Sum' ? { Statistic: 'Sum' } : { ExtendedStatistic: of.statistic };

/** An alarm as `DescribeAlarms` answers it. */
function metricAlarm(functionName: string, alarm: Alarm) {
  const { watches, periodSeconds: Period } = alarm;
  const AlarmName = `${functionName}-${alarm.id}`;
  return {
    AlarmName,
    AlarmArn: arn('cloudwatch', `alarm:${AlarmName}`),
    AlarmDescription: `${alarm.id} of ${functionName}`,
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [topic],
    InsufficientDataActions: [],
    StateValue: 'OK',
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
    ...(watches.kind === 'metric'
      ? {
          MetricName: watches.metric.name,
          Namespace: watches.metric.namespace,
          Dimensions: dimensionsOf(watches.metric),
          Period,
          ...statistic(watches.metric),
        }
      : {
          Dimensions: [],
          Metrics: [
            { Id: 'expr_1', Expression: watches.expression, ReturnData: true },
            ...Object.entries(watches.metrics).map(([Id, metric]) => ({
              Id,
              MetricStat: {
                Metric: {
                  Namespace: metric.namespace,
                  MetricName: metric.name,
                  // In no order.
                  Dimensions: dimensionsOf(metric).reverse(),
                },
                Period,
                Stat: metric.statistic,
              },
              ReturnData: false,
            })),
          ],
        }),
  };
}

function neededByBody(): readonly PolicyStatement[] {
  const reading = readTemplate(templateBody);
  if (reading.kind === 'refused') throw new Error('the body of the example does not read');
  return statementsFor(provisioningRolePermissions(reading.template), place);
}

/** What AWS answers about the example device-claims where it is deployed as it should be, question by question. */
export function aDeployment(): Recorded[] {
  const TableName = 'devices';
  const insight = claimCertificateInsight('/aws/lambda/fleet-hook');
  const recorded = [
    answer(
      'iot',
      'DescribeProvisioningTemplate',
      { templateName },
      {
        templateArn,
        templateName,
        description: 'the first fleet',
        creationDate: '2026-01-05T09:00:00.000Z',
        lastModifiedDate: '2026-01-05T09:00:00.000Z',
        defaultVersionId: 1,
        templateBody,
        enabled: true,
        provisioningRoleArn: roleArn('fleet-provisioning'),
        preProvisioningHook: {
          payloadVersion: '2020-04-01',
          targetArn: arn('lambda', 'function:fleet-hook:live'),
        },
        type: 'FLEET_PROVISIONING',
      },
    ),
    ...role(
      'fleet-failures',
      {
        Principal: { Service: 'iot.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': ruleArn },
        },
      },
      [{ actions: ['sqs:SendMessage'], resources: [failures] }],
    ),
    ...role(
      'fleet-provisioning',
      {
        Principal: { Service: 'iot.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': templateArn },
        },
      },
      neededByBody(),
    ),
    ...lambdaFunction({
      name: 'fleet-hook',
      timeout: 4,
      sourceArn: templateArn,
      statements: statementsFor(hookManifest.function.permissions, place),
    }),
    answer(
      'iot',
      'ListTopicRules',
      {},
      {
        rules: [
          {
            ruleArn: arn('iot', 'rule/telemetry'),
            ruleName: 'telemetry',
            topicPattern: 'devices/+/data',
            ruleDisabled: false,
          },
          {
            ruleArn,
            ruleName: 'fleet_presence',
            topicPattern: presenceRule.topic,
            ruleDisabled: false,
          },
        ],
      },
    ),
    answer(
      'iot',
      'GetTopicRule',
      { ruleName: 'fleet_presence' },
      {
        ruleArn,
        rule: {
          ruleName: 'fleet_presence',
          sql: presenceRule.sql,
          createdAt: '2026-01-05T09:00:00.000Z',
          actions: [{ lambda: { functionArn: arn('lambda', 'function:fleet-lifecycle:live') } }],
          ruleDisabled: false,
          awsIotSqlVersion: presenceRule.sqlVersion,
          errorAction: {
            sqs: {
              roleArn: roleArn('fleet-failures'),
              queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/fleet-failures',
              useBase64: false,
            },
          },
        },
      },
    ),
    ...lambdaFunction({
      name: 'fleet-lifecycle',
      timeout: 10,
      sourceArn: ruleArn,
      statements: [
        ...statementsFor(lifecycleManifest.function.permissions, place),
        { actions: ['sqs:SendMessage'], resources: [failures] },
      ],
    }),
    answer(
      'lambda',
      'GetFunctionEventInvokeConfig',
      { FunctionName: 'fleet-lifecycle', Qualifier: 'live' },
      {
        FunctionArn: arn('lambda', 'function:fleet-lifecycle:live'),
        MaximumRetryAttempts: 2,
        DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: failures } },
      },
    ),
    answer(
      'cloudwatch',
      'DescribeAlarms',
      { AlarmTypes: ['MetricAlarm'] },
      {
        CompositeAlarms: [],
        MetricAlarms: [
          ...hookAlarms({ functionName: 'fleet-hook', timeoutSeconds: 4 }).map((alarm) =>
            metricAlarm('fleet-hook', alarm),
          ),
          ...lifecycleAlarms({ functionName: 'fleet-lifecycle' }).map((alarm) =>
            metricAlarm('fleet-lifecycle', alarm),
          ),
        ],
      },
    ),
    answer(
      'cloudwatch',
      'DescribeInsightRules',
      {},
      {
        InsightRules: [
          {
            Name: insight.name,
            State: 'ENABLED',
            Schema: '{"Name":"CloudWatchLogRule","Version":1}',
            Definition: JSON.stringify(insight.body),
            ManagedRule: false,
          },
        ],
      },
    ),
    answer(
      'dynamodb',
      'DescribeTable',
      { TableName },
      {
        Table: {
          TableName,
          TableArn: arn('dynamodb', `table/${TableName}`),
          TableStatus: 'ACTIVE',
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
          DeletionProtectionEnabled: true,
        },
      },
    ),
    answer(
      'dynamodb',
      'DescribeContinuousBackups',
      { TableName },
      {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: {
            PointInTimeRecoveryStatus: 'ENABLED',
            RecoveryPeriodInDays: 35,
          },
        },
      },
    ),
    answer(
      'dynamodb',
      'DescribeTimeToLive',
      { TableName },
      {
        TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' },
      },
    ),
  ];
  // Whoever changes an answer changes this one alone.
  return structuredClone(recorded);
}
