import { type BundleManifest, lifecycleSettings, networkPermissions } from '@gangway/deployment';
import { Duration } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { actionsOf, addAlarms } from './alarms/alarms-option.js';
import {
  type ClaimLifecycleOptions,
  type ClaimLifecycleProps,
  claimLifecycleOptions,
} from './claim-lifecycle/claim-lifecycle-options.js';
import { failureQueue } from './claim-lifecycle/failure-queue.js';
import { failuresAlarm } from './claim-lifecycle/failures-alarm.js';
import { PresenceTrigger } from './claim-lifecycle/presence-trigger.js';
import { denyNetworkToCode } from './function/deny-network-to-code.js';
import { GangwayFunction } from './function/gangway-function.js';
import { openCode } from './function/open-code.js';
import { type HookAlarms, toAction } from './hook-alarms.js';
import { ownCode } from './hook-proxy/own-code.js';
import { checkOptions } from './options/check-options.js';
import { synthError } from './options/synth-error.js';

export type {
  ClaimLifecycleProps,
  ProxiedHook,
} from './claim-lifecycle/claim-lifecycle-options.js';

/**
 * The function that confirms claims when their certificates connect, and the IoT rule that tells it. An event that it could not
 * take is kept in a queue.
 *
 * @throws GangwayError `OPTION_UNKNOWN`, `OPTION_INVALID`, and those of a bundle, with the construct's path
 * @see docs/cdk.md
 * @example new ClaimLifecycle(stack, 'Lifecycle', { code: { bundle: 'dist/lifecycle' } });
 */
export class ClaimLifecycle extends Construct {
  readonly function: lambda.Function;
  readonly alias: lambda.Alias;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly manifest: BundleManifest;
  /** Events that were given up: by Lambda, or by the rule. */
  readonly failures: sqs.Queue;
  readonly ruleName: string;
  /** Unless `alarms` is false. */
  readonly alarms: HookAlarms | undefined;

  constructor(scope: Construct, id: string, props: ClaimLifecycleProps) {
    super(scope, id);
    const options = checkOptions(this, claimLifecycleOptions, props);
    this.failures = failureQueue(this, 'Failures');
    const made = this.#function(options);
    this.function = made.function;
    this.alias = made.alias;
    this.role = made.role;
    this.logGroup = made.logGroup;
    this.manifest = made.manifest;
    const { queueArn } = this.failures;
    this.alias.configureAsyncInvoke({
      // Said, though it is Lambda's own: at once, after one minute and after two more; at most six hours old.
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      // The CDK's own would grant more than to send.
      onFailure: { bind: () => ({ destination: queueArn }) },
    });
    const { functionArn } = this.alias;
    const trigger = new PresenceTrigger(this, 'Presence', { functionArn, failures: this.failures });
    this.ruleName = trigger.ruleName;
    this.alarms = addAlarms(this, options.alarms, {
      kind: 'lifecycle',
      function: made.function,
      timeoutSeconds: options.timeoutSeconds,
    });
    const actions = actionsOf(options.alarms);
    if (actions === undefined) return;
    failuresAlarm(this, 'FailuresWaiting', this.failures).addAlarmAction(...actions.map(toAction));
  }

  #function(options: ClaimLifecycleOptions): GangwayFunction {
    const passage = options.proxy?.passage;
    const code = options.code ?? (passage === undefined ? undefined : ownCode('lifecycle-proxy'));
    if (code === undefined) {
      throw synthError(this, 'OPTION_INVALID', 'code', 'must be there, or proxy in its place.');
    }
    const environment = { ...options.environment, ...passage?.environment };
    const kind = passage === undefined ? 'lifecycle' : 'lifecycle-proxy';
    const made = new GangwayFunction(this, 'Function', {
      code: openCode(this, code, environment, kind),
      options: { ...options, environment },
      settings: lifecycleSettings,
      morePermissions: [
        { action: 'sqs:SendMessage', resource: this.failures.queueArn },
        ...(passage === undefined ? [] : networkPermissions),
      ],
      ...(passage === undefined ? {} : { network: passage.network }),
    });
    if (passage !== undefined) denyNetworkToCode(this, made);
    return made;
  }
}
