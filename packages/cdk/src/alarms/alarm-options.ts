import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as v from 'valibot';

/** Who is told when an alarm rings: a topic, or any action of CloudWatch's. */
export type AlarmAction = sns.ITopic | cloudwatch.IAlarmAction;

export interface HookAlarmsProps {
  /** The function that is watched. */
  readonly function: { readonly functionName: string };
  /** What the function is; `hook` unless given. */
  readonly kind?: 'hook' | 'proxy' | 'lifecycle';
  /** The function's own timeout. */
  readonly timeoutSeconds: number;
  /** Where decision lines are, for the Contributor Insights rule: the hook's own log group, or its container's. */
  readonly logGroup?: { readonly logGroupName: string };
  /** Who is told. Nobody unless given: an alarm then only shows in CloudWatch. */
  readonly actions?: readonly AlarmAction[];
}

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

export const isTopic = (action: AlarmAction): action is sns.ITopic => 'topicArn' in action;

const isAction = (value: unknown): boolean =>
  isObject(value) && (typeof value.topicArn === 'string' || typeof value.bind === 'function');

const named = <Name extends string>(name: Name) =>
  v.custom<Readonly<Record<Name, string>>>(
    (value) => isObject(value) && typeof value[name] === 'string',
    `must be something with a ${name}`,
  );

export const alarmOptions = v.strictObject({
  function: named('functionName'),
  kind: v.optional(
    v.picklist(['hook', 'proxy', 'lifecycle'], "must be 'hook', 'proxy' or 'lifecycle'"),
    'hook',
  ),
  timeoutSeconds: v.pipe(
    v.number('must be a number of seconds'),
    v.minValue(1, 'must be 1 or more'),
    v.maxValue(900, 'must be 900 at most'),
  ),
  logGroup: v.optional(named('logGroupName')),
  actions: v.optional(
    v.array(v.custom<AlarmAction>(isAction, 'must be a topic or an alarm action')),
    [],
  ),
} satisfies Record<keyof HookAlarmsProps, unknown>);
