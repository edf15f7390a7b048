import type { FunctionNeeds, StackTemplate } from '@gangway/testing/stacks';

const get = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
const ref = (name: string) => ({ Ref: name });
const here = (service: string, resource: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

/** What the functions need, as their manifests would tell. */
export const goodNeeds = {
  hook: {
    kind: 'hook',
    permissions: [
      { action: 'dynamodb:GetItem', resource: get('Table', 'Arn') },
      { action: 'dynamodb:UpdateItem', resource: 'arn:aws:dynamodb:*:*:table/Table' },
    ],
  },
  lifecycle: {
    kind: 'lifecycle',
    permissions: [{ action: 'dynamodb:UpdateItem', resource: get('Table', 'Arn') }],
  },
} as const satisfies Record<string, FunctionNeeds>;

const template = here('iot', 'provisioningtemplate/fleet');

/** A hook, its lifecycle function, its table and its template, as somebody might write them by hand. */
export const goodTemplate: StackTemplate = {
  Parameters: { CodeBucket: {}, CodeKey: { Default: 'hook.zip' } },
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      },
    },
    ...functionIn('Hook', 4, [allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], 'Table')]),
    ...functionIn('Lifecycle', 10, [
      allow(['dynamodb:UpdateItem'], 'Table'),
      allow(['sqs:SendMessage'], 'Failures'),
    ]),
    HookPermission: permissionOn('Hook', template),
    LifecyclePermission: permissionOn('Lifecycle', here('iot', 'rule/presence')),
    Rule: {
      Type: 'AWS::IoT::TopicRule',
      DependsOn: ['LifecyclePermission'],
      Properties: {
        RuleName: 'presence',
        TopicRulePayload: {
          Sql: "SELECT * FROM '$aws/events/presence/connected/#'",
          AwsIotSqlVersion: '2016-03-23',
          Actions: [{ Lambda: { FunctionArn: ref('LifecycleAlias') } }],
          ErrorAction: { Sqs: { QueueUrl: ref('Failures'), RoleArn: get('ErrorRole', 'Arn') } },
        },
      },
    },
    ErrorRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trustFor(here('iot', 'rule/presence')),
        Policies: [policy(allow(['sqs:SendMessage'], 'Failures'))],
      },
    },
    Failures: {
      Type: 'AWS::SQS::Queue',
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
    },
    FailuresPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [ref('Failures')],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Action: 'sqs:*',
              Resource: get('Failures', 'Arn'),
              Principal: { AWS: '*' },
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
    Waiting: alarmOn(
      'AWS/SQS',
      'ApproximateNumberOfMessagesVisible',
      1,
      [{ Name: 'QueueName', Value: get('Failures', 'QueueName') }],
      'Maximum',
    ),
    LifecycleFailures: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: ref('LifecycleFunction'),
        Qualifier: 'live',
        DestinationConfig: { OnFailure: { Destination: get('Failures', 'Arn') } },
      },
    },
    TemplateRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: trustFor(template),
        Policies: [
          policy(
            {
              Effect: 'Allow',
              Action: ['iot:CreateThing', 'iot:DescribeThing', 'iot:ListThingPrincipals'],
              Resource: here('iot', 'thing/*'),
            },
            { Effect: 'Allow', Action: 'iot:RegisterThing', Resource: '*' },
          ),
        ],
      },
    },
    Template: {
      Type: 'AWS::IoT::ProvisioningTemplate',
      DependsOn: 'HookPermission',
      Properties: {
        TemplateName: 'fleet',
        Enabled: true,
        ProvisioningRoleArn: get('TemplateRole', 'Arn'),
        PreProvisioningHook: { TargetArn: ref('HookAlias'), PayloadVersion: '2020-04-01' },
        TemplateBody: JSON.stringify({
          Parameters: { Id: { Type: 'String' } },
          Resources: {
            thing: { Type: 'AWS::IoT::Thing', Properties: { ThingName: { Ref: 'Id' } } },
          },
        }),
      },
    },
    DenyError: alarmOn(
      ...(['Gangway', 'Decisions', 1] as const),
      dimensionsOf('Hook', { outcome: 'DENY_ERROR' }),
    ),
    Refusals: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmDescription: 'Much is refused: look for the claim certificate.',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        Threshold: 50,
        EvaluationPeriods: 1,
        Metrics: [
          { Id: 'share', Expression: 'IF(refused >= 5, 100 * refused / decided, 0)' },
          seriesOf('refused', { outcome: 'DENY_POLICY' }),
          seriesOf('decided', {}),
        ],
      },
    },
    Late: alarmOn('AWS/Lambda', 'Duration', 3_000, dimensionsOf('Hook'), 'p99'),
    Throttles: alarmOn('AWS/Lambda', 'Throttles', 1, dimensionsOf('Hook')),
    Errors: alarmOn('AWS/Lambda', 'Errors', 1, dimensionsOf('Hook')),
    Dropped: alarmOn('AWS/Lambda', 'AsyncEventsDropped', 1, dimensionsOf('Lifecycle')),
    Insight: {
      Type: 'AWS::CloudWatch::InsightRule',
      Properties: {
        RuleName: 'refusals',
        RuleState: 'ENABLED',
        RuleBody: {
          'Fn::Sub': JSON.stringify({
            Schema: { Name: 'CloudWatchLogRule', Version: 1 },
            LogGroupNames: ['$' + '{HookLog}'],
            LogFormat: 'JSON',
            AggregateOn: 'Count',
            Contribution: {
              Keys: ['$.claimCertificateId'],
              Filters: [{ Match: '$.outcome', In: ['DENY_POLICY'] }],
            },
          }),
        },
      },
    },
  },
};

function functionIn(
  name: string,
  timeout: number,
  statements: readonly object[],
): StackTemplate['Resources'] {
  return {
    [`${name}Log`]: {
      Type: 'AWS::Logs::LogGroup',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { RetentionInDays: 90 },
    },
    [`${name}Role`]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'lambda.amazonaws.com' },
          },
        },
        Policies: [
          policy(...statements, allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `${name}Log`)),
        ],
      },
    },
    [`${name}Function`]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Timeout: timeout,
        MemorySize: 512,
        Role: get(`${name}Role`, 'Arn'),
        Code: { S3Bucket: ref('CodeBucket'), S3Key: ref('CodeKey') },
        LoggingConfig: { LogFormat: 'JSON', LogGroup: ref(`${name}Log`) },
      },
    },
    [`${name}Version`]: {
      Type: 'AWS::Lambda::Version',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { FunctionName: ref(`${name}Function`), Description: ref('CodeKey') },
    },
    [`${name}Alias`]: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        Name: 'live',
        FunctionName: ref(`${name}Function`),
        FunctionVersion: get(`${name}Version`, 'Version'),
      },
    },
  };
}

function trustFor(source: object) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'iot.amazonaws.com' },
        Condition: {
          StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') },
          ArnLike: { 'aws:SourceArn': source },
        },
      },
    ],
  };
}

function permissionOn(name: string, source: unknown) {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: ref(`${name}Alias`),
      Principal: 'iot.amazonaws.com',
      SourceAccount: ref('AWS::AccountId'),
      SourceArn: source,
    },
  };
}

function allow(actions: readonly string[], id: string) {
  return { Effect: 'Allow', Action: actions, Resource: get(id, 'Arn') };
}

function policy(...statements: readonly object[]) {
  return {
    PolicyName: 'own',
    PolicyDocument: { Version: '2012-10-17', Statement: statements },
  };
}

function alarmOn(
  namespace: string,
  metric: string,
  threshold: number,
  dimensions: readonly object[],
  statistic: 'Sum' | 'Maximum' | 'p99' = 'Sum',
) {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: `${metric}: look at the log, then at docs/alarms.md.`,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      EvaluationPeriods: 1,
      Period: 60,
      Threshold: threshold,
      Namespace: namespace,
      MetricName: metric,
      ...(statistic === 'p99' ? { ExtendedStatistic: statistic } : { Statistic: statistic }),
      Dimensions: dimensions,
    },
  };
}

function seriesOf(id: string, dimensions: Readonly<Record<string, string>>) {
  const metric = {
    Namespace: 'Gangway',
    MetricName: 'Decisions',
    Dimensions: dimensionsOf('Hook', dimensions),
  };
  return { Id: id, ReturnData: false, MetricStat: { Metric: metric, Period: 300, Stat: 'Sum' } };
}

function dimensionsOf(name: string, others: Readonly<Record<string, string>> = {}) {
  return [
    { Name: 'FunctionName', Value: ref(`${name}Function`) },
    ...Object.entries(others).map(([Name, Value]) => ({ Name, Value })),
  ];
}
