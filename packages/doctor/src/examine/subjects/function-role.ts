import { type BundleManifest, functionLogPermissions, statementsFor } from '@gangway/deployment';
import type { Context } from '../context.js';
import type { Finding } from '../finding.js';
import type { FunctionConfiguration } from './function-settings.js';
import { examineRole } from './role.js';

/** What Lambda does under a function's role by itself, where the function is set up so. */
const lambdaActions = {
  network: [
    'ec2:AssignPrivateIpAddresses',
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:UnassignPrivateIpAddresses',
  ],
  tracing: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
  failures: ['lambda:InvokeFunction', 'sns:Publish', 'sqs:SendMessage'],
};

/** The role of a function: what its manifest tells, its own log, and nothing besides. */
export function examineFunctionRole(
  { Role, VpcConfig, TracingConfig, DeadLetterConfig }: FunctionConfiguration,
  {
    logGroup,
    destination = DeadLetterConfig?.TargetArn,
    manifest,
  }: {
    readonly logGroup: string;
    readonly destination?: string;
    readonly manifest?: BundleManifest;
  },
  context: Context,
): Promise<readonly Finding[]> {
  const tolerated = [
    ...((VpcConfig?.SubnetIds ?? []).length > 0
      ? [{ actions: lambdaActions.network, resources: ['*'] }]
      : []),
    ...(TracingConfig?.Mode === 'Active'
      ? [{ actions: lambdaActions.tracing, resources: ['*'] }]
      : []),
    ...(destination === undefined
      ? []
      : [{ actions: lambdaActions.failures, resources: [destination] }]),
  ];
  const needed = (permissions: BundleManifest['function']['permissions']) =>
    statementsFor([...permissions, ...functionLogPermissions(logGroup)], context);
  return examineRole(
    {
      arn: Role,
      taker: { service: 'lambda.amazonaws.com' },
      lacks: 'ROLE_LACKS',
      tolerated,
      ...(manifest === undefined ? {} : { needed: needed(manifest.function.permissions) }),
    },
    context,
  );
}
