import {
  type BundleManifest,
  functionLogPermissions,
  networkPermissions,
  type PolicyStatement,
  statementsFor,
} from '@gangway/deployment';
import type { Context } from '../context.js';
import type { Finding } from '../finding.js';
import type { FunctionConfiguration } from './function-settings.js';
import { examineRole } from './role.js';

/** What Lambda does under a function's role by itself, where the function is set up so. */
const lambdaActions = {
  network: networkPermissions.map(({ action }) => action),
  tracing: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
};

/** How Lambda sends on what a function could not take, by the service that takes it. */
const sendingActions: ReadonlyMap<string, string> = new Map([
  ['events', 'events:PutEvents'],
  ['lambda', 'lambda:InvokeFunction'],
  ['s3', 's3:PutObject'],
  ['sns', 'sns:Publish'],
  ['sqs', 'sqs:SendMessage'],
]);

/** What the role needs for it: Lambda checks that when the destination is set, and says nothing when it fails later. */
function sendingTo(destination: string | undefined): readonly PolicyStatement[] {
  const action = sendingActions.get(destination?.split(':')[2] ?? '');
  return destination === undefined || action === undefined
    ? []
    : [
        {
          actions: [action],
          resources: [action === 's3:PutObject' ? `${destination}/*` : destination],
        },
      ];
}

/** The role of a function: what its manifest tells, its own log, where its failures go, and nothing besides. */
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
    // Where nobody knows the destination, none is too much.
    ...(destination === '*' ? [{ actions: [...sendingActions.values()], resources: ['*'] }] : []),
  ];
  const needed = (permissions: BundleManifest['function']['permissions']) => [
    ...statementsFor([...permissions, ...functionLogPermissions(logGroup)], context),
    ...sendingTo(destination),
  ];
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
