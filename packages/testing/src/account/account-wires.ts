import type { AccountService, AccountWire } from './account-call.js';
import { jsonWire } from './json-wire.js';
import { queryWire } from './query-wire.js';
import { restWire } from './rest-wire.js';

/** The protocols of the services, with the operations that read; there are no others. */
export const accountWires: Readonly<Record<AccountService, AccountWire>> = {
  cloudwatch: jsonWire('1.0', 'GraniteServiceVersion20100801', [
    'DescribeAlarms',
    'DescribeInsightRules',
  ]),
  dynamodb: jsonWire(
    '1.0',
    'DynamoDB_20120810',
    ['DescribeContinuousBackups', 'DescribeTable', 'DescribeTimeToLive'],
    'com.amazonaws.dynamodb.v20120810#',
  ),
  iam: queryWire('https://iam.amazonaws.com/doc/2010-05-08/', [
    'GetPolicy',
    'GetPolicyVersion',
    'GetRole',
    'GetRolePolicy',
    'ListAttachedRolePolicies',
    'ListRolePolicies',
  ]),
  iot: restWire({
    DescribeProvisioningTemplate: /^\/provisioning-templates\/(?<templateName>[^/]+)$/,
    GetTopicRule: /^\/rules\/(?<ruleName>[^/]+)$/,
    ListTopicRules: /^\/rules$/,
  }),
  lambda: restWire({
    GetAlias: /^\/2015-03-31\/functions\/(?<FunctionName>[^/]+)\/aliases\/(?<Name>[^/]+)$/,
    GetFunctionConcurrency: /^\/2019-09-30\/functions\/(?<FunctionName>[^/]+)\/concurrency$/,
    GetFunctionConfiguration: /^\/2015-03-31\/functions\/(?<FunctionName>[^/]+)\/configuration$/,
    GetFunctionEventInvokeConfig:
      /^\/2019-09-25\/functions\/(?<FunctionName>[^/]+)\/event-invoke-config$/,
    GetPolicy: /^\/2015-03-31\/functions\/(?<FunctionName>[^/]+)\/policy$/,
  }),
  logs: jsonWire('1.1', 'Logs_20140328', ['DescribeLogGroups']),
};
