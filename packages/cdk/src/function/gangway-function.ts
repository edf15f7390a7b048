import type { Permission } from '@gangway/core';
import {
  type BundleManifest,
  functionLogPermissions,
  type hookSettings,
  type lifecycleSettings,
  statementsFor,
} from '@gangway/deployment';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { placeOf } from '../place-of.js';
import { policyDocument } from './policy-document.js';
import { waitForGrants } from './wait-for-grants.js';

/** A bundle that was read. */
export interface OpenedCode {
  /** With tokens where the environment has tokens. */
  readonly manifest: BundleManifest;
  /** Path of the zip. */
  readonly zip: string;
}

export interface GangwayFunctionProps {
  readonly code: OpenedCode;
  /** As `functionOptions` gives them. */
  readonly options: {
    readonly environment: Readonly<Record<string, string>>;
    readonly memoryMb: number;
    readonly timeoutSeconds: number;
    readonly logRetentionDays: number;
    readonly reservedConcurrency?: number | undefined;
  };
  readonly settings: typeof hookSettings | typeof lifecycleSettings;
  /** What the function does at AWS beside what its bundle tells. */
  readonly morePermissions?: readonly Permission[];
  /** Where it runs, of one that reaches into a VPC. */
  readonly network?: Pick<lambda.FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'>;
}

/**
 * A function out of a bundle: its role with no more than what the bundle's manifest says that it does, its log group, and
 * the alias that callers name. No managed policy is attached: `AWSLambdaBasicExecutionRole` may write to every log group.
 */
export class GangwayFunction extends Construct {
  readonly manifest: BundleManifest;
  readonly logGroup: logs.LogGroup;
  readonly role: iam.Role;
  readonly function: lambda.Function;
  readonly alias: lambda.Alias;

  constructor(scope: Construct, id: string, props: GangwayFunctionProps) {
    super(scope, id);
    const { code, options, settings, morePermissions = [], network } = props;
    this.manifest = code.manifest;
    this.logGroup = new logs.LogGroup(this, 'Log', {
      retention: options.logRetentionDays,
      // Who was let aboard and who was not outlives the stack, for as long as it is kept at all.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        gangway: policyDocument(
          statementsFor(
            [
              ...this.manifest.function.permissions,
              ...morePermissions,
              ...functionLogPermissions(this.logGroup.logGroupName),
            ],
            placeOf(this),
          ),
        ),
      },
    });
    waitForGrants(this.role);
    this.function = new lambda.Function(this, 'Function', {
      code: lambda.Code.fromAsset(code.zip),
      handler: this.manifest.handler,
      runtime: new lambda.Runtime(settings.runtime, lambda.RuntimeFamily.NODEJS),
      architecture: lambda.Architecture.ARM_64,
      timeout: Duration.seconds(options.timeoutSeconds),
      memorySize: options.memoryMb,
      environment: { ...options.environment },
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      // A decision's line has level info. Lambda's own lines about start and end of each invocation say nothing that it lacks.
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      // A version stays when the next is published, so that the alias can be turned back to it.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
      ...(options.reservedConcurrency === undefined
        ? {}
        : { reservedConcurrentExecutions: options.reservedConcurrency }),
      ...network,
    });
    this.alias = new lambda.Alias(this, 'Alias', {
      aliasName: settings.alias,
      // The CDK is not compiled with `exactOptionalPropertyTypes`: its class is not its interface by these rules.
      version: this.function.currentVersion as lambda.IVersion,
    });
  }
}
