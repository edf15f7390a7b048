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

export const functionPolicy = ({ qualifier, ...of }: FunctionArn): Question => ({
  service: 'lambda',
  operation: 'GetPolicy',
  input: { FunctionName: of.name, ...(qualifier === undefined ? {} : { Qualifier: qualifier }) },
  about: writeFunctionArn({ ...of, ...(qualifier === undefined ? {} : { qualifier }) }),
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
