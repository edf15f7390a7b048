import { type FunctionArn, writeFunctionArn } from './arn.js';
import type { Question } from './inquiry.js';

// Each question that is asked of AWS, once, so that all who ask the same share the answer.

export const provisioningTemplate = (templateName: string, about: string): Question => ({
  service: 'iot',
  operation: 'DescribeProvisioningTemplate',
  input: { templateName },
  about,
});

/** Not `GetFunction`, which also answers an address from which the code can be fetched. */
export const functionConfiguration = (of: FunctionArn): Question => ({
  service: 'lambda',
  operation: 'GetFunctionConfiguration',
  input: { FunctionName: writeFunctionArn(of) },
  about: writeFunctionArn(of),
});

export const functionPolicy = (of: FunctionArn): Question => ({
  service: 'lambda',
  operation: 'GetPolicy',
  input: named(of),
  about: writeFunctionArn(of),
});

const named = ({ name, qualifier }: FunctionArn) => ({
  FunctionName: name,
  ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
});

export const functionAlias = (of: FunctionArn, alias: string): Question => ({
  service: 'lambda',
  operation: 'GetAlias',
  input: { FunctionName: of.name, Name: alias },
  about: writeFunctionArn(of),
});

export const functionConcurrency = ({ qualifier: _, ...of }: FunctionArn): Question => ({
  service: 'lambda',
  operation: 'GetFunctionConcurrency',
  input: { FunctionName: of.name },
  about: writeFunctionArn(of),
});

export const logGroups = (name: string): Question => ({
  service: 'logs',
  operation: 'DescribeLogGroups',
  input: { logGroupNamePrefix: name },
  about: name,
});

const iam = (operation: string, input: Question['input'], about: string): Question => ({
  service: 'iam',
  operation,
  input,
  about,
});

export const role = (RoleName: string, about: string) => iam('GetRole', { RoleName }, about);

export const inlinePolicies = (RoleName: string, about: string) =>
  iam('ListRolePolicies', { RoleName }, about);

export const inlinePolicy = (RoleName: string, PolicyName: string, about: string) =>
  iam('GetRolePolicy', { RoleName, PolicyName }, about);

export const attachedPolicies = (RoleName: string, about: string) =>
  iam('ListAttachedRolePolicies', { RoleName }, about);

export const managedPolicy = (PolicyArn: string) => iam('GetPolicy', { PolicyArn }, PolicyArn);

export const managedPolicyVersion = (PolicyArn: string, VersionId: string) =>
  iam('GetPolicyVersion', { PolicyArn, VersionId }, PolicyArn);

/** All rules: which topics a rule takes stands in its SQL, and a wider one takes presence events, too. */
export const topicRules: Question = {
  service: 'iot',
  operation: 'ListTopicRules',
  input: {},
  about: 'the topic rules',
};

export const topicRule = (ruleName: string, about: string): Question => ({
  service: 'iot',
  operation: 'GetTopicRule',
  input: { ruleName },
  about,
});

export const eventInvokeConfig = (of: FunctionArn): Question => ({
  service: 'lambda',
  operation: 'GetFunctionEventInvokeConfig',
  input: named(of),
  about: writeFunctionArn(of),
});

/** All of them: an alarm on an expression is not found by its metric. */
export const alarms: Question = {
  service: 'cloudwatch',
  operation: 'DescribeAlarms',
  input: { AlarmTypes: ['MetricAlarm'] },
  about: 'the alarms',
};

export const insightRules: Question = {
  service: 'cloudwatch',
  operation: 'DescribeInsightRules',
  input: {},
  about: 'the Contributor Insights rules',
};

const dynamodb =
  (operation: string) =>
  (TableName: string, about: string): Question => ({
    service: 'dynamodb',
    operation,
    input: { TableName },
    about,
  });

export const table = dynamodb('DescribeTable');
export const continuousBackups = dynamodb('DescribeContinuousBackups');
export const timeToLive = dynamodb('DescribeTimeToLive');
