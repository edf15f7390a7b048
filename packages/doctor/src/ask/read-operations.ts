import type { Service } from '../account.js';

/** One operation that may be asked: it reads, and changes nothing. */
export interface ReadOperation {
  /**
   * The member without which an answer is none: what answers 200 with `{}` is no AWS, and must not be taken for "there is
   * none".
   */
  readonly has?: string;
  /** Where its answer comes in pages: the members that a page is asked by and tells the next by, and the lists that go on. */
  readonly pages?: {
    readonly token: string;
    readonly next: string;
    readonly lists: readonly string[];
  };
}

const iamPages = (list: string) => ({
  has: list,
  pages: { token: 'Marker', next: 'Marker', lists: [list] },
});

/**
 * All that may be asked, by service. Each is an IAM action of the same name, `iot:DescribeProvisioningTemplate`; whatever is not
 * here is refused before it is sent.
 */
export const readOperations: Readonly<Record<Service, Readonly<Record<string, ReadOperation>>>> =
  Object.freeze({
    cloudwatch: {
      DescribeAlarms: {
        has: 'MetricAlarms',
        pages: {
          token: 'NextToken',
          next: 'NextToken',
          lists: ['MetricAlarms', 'CompositeAlarms'],
        },
      },
      DescribeInsightRules: {
        has: 'InsightRules',
        pages: { token: 'NextToken', next: 'NextToken', lists: ['InsightRules'] },
      },
    },
    dynamodb: {
      DescribeContinuousBackups: { has: 'ContinuousBackupsDescription' },
      DescribeTable: { has: 'Table' },
      DescribeTimeToLive: { has: 'TimeToLiveDescription' },
    },
    iam: {
      GetPolicy: { has: 'Policy' },
      GetPolicyVersion: { has: 'PolicyVersion' },
      GetRole: { has: 'Role' },
      GetRolePolicy: { has: 'PolicyDocument' },
      ListAttachedRolePolicies: iamPages('AttachedPolicies'),
      ListRolePolicies: iamPages('PolicyNames'),
    },
    iot: {
      DescribeProvisioningTemplate: { has: 'templateArn' },
      GetTopicRule: { has: 'rule' },
      ListTopicRules: {
        has: 'rules',
        pages: { token: 'nextToken', next: 'nextToken', lists: ['rules'] },
      },
    },
    lambda: {
      // No GetFunction: it tells an address from which the code can be fetched, which nobody needs here.
      GetAlias: { has: 'AliasArn' },
      // Of a function without any, the answer is empty.
      GetFunctionConcurrency: {},
      GetFunctionConfiguration: { has: 'FunctionArn' },
      GetFunctionEventInvokeConfig: { has: 'FunctionArn' },
      GetPolicy: { has: 'Policy' },
    },
    logs: {
      DescribeLogGroups: {
        has: 'logGroups',
        pages: { token: 'nextToken', next: 'nextToken', lists: ['logGroups'] },
      },
    },
  });

/** The operation, if it is one that may be asked. */
export function readOperation(service: Service, operation: string): ReadOperation | undefined {
  // Of a caller in JavaScript, a service may be anything.
  const ofService = Object.hasOwn(readOperations, service) ? readOperations[service] : {};
  return Object.hasOwn(ofService, operation) ? ofService[operation] : undefined;
}
