import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { IoTClient } from '@aws-sdk/client-iot';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  type AwsAccountOptions,
  awsAccount,
  type RecordedAnswer,
  type Service,
} from '@gangway/doctor';
import {
  type AccountServer,
  type AccountServerOptions,
  startAccountServer,
} from '@gangway/testing/account';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The six real clients, which ask at one place, and repeat once. */
export function clientsAt(endpoint: string, maxAttempts = 2) {
  const settings = { endpoint, credentials, region: 'eu-north-1', maxAttempts };
  return {
    cloudwatch: new CloudWatchClient(settings),
    dynamodb: new DynamoDBClient(settings),
    iam: new IAMClient(settings),
    iot: new IoTClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
  };
}

/** An account at a server of recorded answers. */
export async function accountServer(
  options: AccountServerOptions,
  asked: AwsAccountOptions = {},
): Promise<AccountServer & { readonly account: ReturnType<typeof awsAccount> }> {
  const server = await startAccountServer(options);
  const clients = clientsAt(server.url);
  const account = awsAccount({ clients, ...asked });
  const close = async () => {
    for (const client of Object.values(clients)) client.destroy();
    await server.close();
  };
  return { ...server, account, close, [Symbol.asyncDispose]: close };
}

export const arn = {
  template: 'arn:aws:iot:eu-north-1:123456789012:provisioningtemplate/first-fleet',
  hook: 'arn:aws:lambda:eu-north-1:123456789012:function:hook:live',
};

const table = { TableName: 'devices' };
const role = { RoleName: 'hook-role' };
const policy = { PolicyArn: 'arn:aws:iam::123456789012:policy/devices' };

/** One question for each operation that may be asked, with an answer as AWS gives it. */
export const everyQuestion: readonly RecordedAnswer[] = [
  answered(
    'cloudwatch',
    'DescribeAlarms',
    { AlarmNamePrefix: 'hook' },
    {
      MetricAlarms: [
        {
          AlarmName: 'hook errors',
          Threshold: 0.5,
          StateUpdatedTimestamp: '2026-01-31T08:15:00.000Z',
          Dimensions: [{ Name: 'FunctionName', Value: 'hook' }],
        },
      ],
      CompositeAlarms: [],
    },
  ),
  answered(
    'cloudwatch',
    'DescribeInsightRules',
    {},
    {
      InsightRules: [{ Name: 'claims', State: 'ENABLED', Schema: '{}', Definition: '{"a":"<&>"}' }],
    },
  ),
  answered('dynamodb', 'DescribeContinuousBackups', table, {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: 'ENABLED',
        EarliestRestorableDateTime: '2026-01-30T08:15:00.000Z',
      },
    },
  }),
  answered('dynamodb', 'DescribeTable', table, {
    Table: { TableName: 'devices', CreationDateTime: '2026-01-31T08:15:00.000Z', ItemCount: 7 },
  }),
  answered('dynamodb', 'DescribeTimeToLive', table, {
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
  }),
  answered('iam', 'GetPolicy', policy, {
    Policy: {
      PolicyName: 'devices',
      DefaultVersionId: 'v1',
      AttachmentCount: 1,
      IsAttachable: true,
    },
  }),
  answered(
    'iam',
    'GetPolicyVersion',
    { ...policy, VersionId: 'v1' },
    {
      PolicyVersion: { Document: '%7B%22Statement%22%3A%5B%5D%7D', VersionId: 'v1' },
    },
  ),
  answered('iam', 'GetRole', role, {
    Role: {
      Path: '/',
      RoleName: 'hook-role',
      CreateDate: '2026-01-31T08:15:00.000Z',
      AssumeRolePolicyDocument: '%7B%22Version%22%3A%222012-10-17%22%7D',
    },
  }),
  answered(
    'iam',
    'GetRolePolicy',
    { ...role, PolicyName: 'devices' },
    {
      RoleName: 'hook-role',
      PolicyName: 'devices',
      PolicyDocument: '%7B%22Statement%22%3A%5B%5D%7D',
    },
  ),
  answered('iam', 'ListAttachedRolePolicies', role, { AttachedPolicies: [] }),
  answered('iam', 'ListRolePolicies', role, { PolicyNames: ['devices', 'logs', 'wide & <open>'] }),
  answered(
    'iot',
    'DescribeProvisioningTemplate',
    { templateName: 'first-fleet' },
    {
      templateArn: arn.template,
      templateName: 'first-fleet',
      enabled: true,
      creationDate: '2026-01-31T08:15:00.000Z',
      templateBody: '{"Resources":{}}',
      preProvisioningHook: { payloadVersion: '2020-04-01', targetArn: arn.hook },
    },
  ),
  answered(
    'iot',
    'GetTopicRule',
    { ruleName: 'presence' },
    {
      ruleArn: 'arn:aws:iot:eu-north-1:123456789012:rule/presence',
      rule: {
        ruleName: 'presence',
        sql: "SELECT * FROM '$aws/events/presence/connected/#'",
        createdAt: '2026-01-31T08:15:00.000Z',
        actions: [{ lambda: { functionArn: arn.hook } }],
      },
    },
  ),
  answered(
    'iot',
    'ListTopicRules',
    { topic: '$aws/events/presence/connected/#' },
    {
      rules: ['a', 'b', 'c'].map((ruleName) => ({
        ruleName,
        createdAt: '2026-01-31T08:15:00.000Z',
        ruleDisabled: false,
      })),
    },
  ),
  answered(
    'lambda',
    'GetAlias',
    { FunctionName: 'hook', Name: 'live' },
    {
      AliasArn: arn.hook,
      Name: 'live',
      FunctionVersion: '3',
    },
  ),
  answered('lambda', 'GetFunctionConcurrency', { FunctionName: 'hook' }, {}),
  answered(
    'lambda',
    'GetFunctionConfiguration',
    { FunctionName: 'hook', Qualifier: 'live' },
    {
      FunctionArn: arn.hook,
      Timeout: 4,
      Environment: { Variables: { GANGWAY_TABLE: '(left out)' } },
    },
  ),
  answered(
    'lambda',
    'GetFunctionEventInvokeConfig',
    { FunctionName: 'hook', Qualifier: 'live' },
    {
      FunctionArn: arn.hook,
      MaximumRetryAttempts: 2,
      LastModified: '2026-01-31T08:15:00.000Z',
    },
  ),
  answered(
    'lambda',
    'GetPolicy',
    { FunctionName: 'hook', Qualifier: 'live' },
    {
      Policy: '{"Statement":[]}',
      RevisionId: 'r1',
    },
  ),
  answered(
    'logs',
    'DescribeLogGroups',
    { logGroupNamePrefix: '/aws/lambda/hook' },
    {
      logGroups: [{ logGroupName: '/aws/lambda/hook', creationTime: 1_769_847_300_000 }],
    },
  ),
];

function answered(
  service: Service,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  output: Readonly<Record<string, unknown>>,
) {
  return { service, operation, input, answer: { kind: 'answer', output } as const };
}
