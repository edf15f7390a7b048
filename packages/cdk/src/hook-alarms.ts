import {
  type Alarm,
  claimCertificateInsight,
  hookAlarms,
  lifecycleAlarms,
  proxyAlarms,
  type WatchedFunction,
} from '@gangway/deployment';
import { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import {
  type AlarmAction,
  alarmOptions,
  type HookAlarmsProps,
  isTopic,
} from './alarms/alarm-options.js';
import { renderAlarm } from './alarms/render-alarm.js';
import { checkOptions } from './options/check-options.js';

export type { AlarmAction, HookAlarmsProps } from './alarms/alarm-options.js';

const alarmsOf: Readonly<
  Record<NonNullable<HookAlarmsProps['kind']>, (watched: WatchedFunction) => readonly Alarm[]>
> = { hook: hookAlarms, proxy: proxyAlarms, lifecycle: lifecycleAlarms };

/**
 * The alarms of a hook's function, of a proxy's or of a lifecycle's; and, where it is told the log group of the decision lines, the
 * Contributor Insights rule that ranks claim certificates by refusals.
 *
 * `PreProvisioningHook`, `HookProxy` and `ClaimLifecycle` have them by themselves.
 *
 * @throws GangwayError `OPTION_UNKNOWN` or `OPTION_INVALID`, with the construct's path
 * @see docs/alarms.md
 * @example
 * const topic = new sns.Topic(stack, 'OnCall');
 * new HookAlarms(stack, 'Alarms', { function: hookFunction, timeoutSeconds: 4, actions: [topic] });
 */
export class HookAlarms extends Construct {
  /** By their ids, which are those of docs/alarms.md. */
  readonly alarms: ReadonlyMap<string, cloudwatch.Alarm>;
  /** There where the log group is known. */
  readonly insightRule: cloudwatch.CfnInsightRule | undefined;

  constructor(scope: Construct, id: string, props: HookAlarmsProps) {
    super(scope, id);
    const options = checkOptions(this, alarmOptions, props);
    const { functionName } = options.function;
    const watched = { functionName, timeoutSeconds: options.timeoutSeconds };
    const actions = options.actions.map(toAction);
    this.alarms = new Map(
      alarmsOf[options.kind](watched).map((alarm) => {
        const rendered = renderAlarm(this, alarm);
        rendered.addAlarmAction(...actions);
        return [alarm.id, rendered];
      }),
    );
    this.insightRule =
      options.logGroup === undefined
        ? undefined
        : this.#insightRule(options.logGroup.logGroupName, functionName);
  }

  #insightRule(logGroupName: string, functionName: string): cloudwatch.CfnInsightRule {
    // A log group's name may be as long as four names of rules; a function's is 64 characters at most, and nobody else's.
    const name = `gangway refusals by claim certificate: ${functionName}`;
    const { body } = claimCertificateInsight(logGroupName, name);
    return new cloudwatch.CfnInsightRule(this, 'ClaimCertificates', {
      ruleName: name,
      ruleState: 'ENABLED',
      ruleBody: Stack.of(this).toJsonString(body),
    });
  }
}

/** As CloudWatch takes it. */
export const toAction = (action: AlarmAction): cloudwatch.IAlarmAction =>
  isTopic(action) ? new SnsAction(action) : action;
