import {
  type Alarm,
  hookAlarms,
  lifecycleAlarms,
  proxyAlarms,
  type WatchedMetric,
} from '@gangway/deployment';
import * as v from 'valibot';
import type { FunctionArn } from '../arn.js';
import { aws } from '../command.js';
import type { Context } from '../context.js';
import { type Finding, found } from '../finding.js';
import { alarms as question } from '../questions.js';
import { alarming } from './alarm-mend.js';
import type { Duty } from './function-settings.js';

const dimensions = v.optional(v.array(v.looseObject({ Name: v.string(), Value: v.string() })), []);

const metricAlarm = v.looseObject({
  AlarmName: v.string(),
  ActionsEnabled: v.optional(v.boolean(), true),
  AlarmActions: v.optional(v.array(v.string()), []),
  Namespace: v.optional(v.string()),
  MetricName: v.optional(v.string()),
  Dimensions: dimensions,
  Statistic: v.optional(v.string()),
  ExtendedStatistic: v.optional(v.string()),
  Metrics: v.optional(
    v.array(
      v.looseObject({
        MetricStat: v.optional(
          v.looseObject({
            Metric: v.looseObject({
              Namespace: v.string(),
              MetricName: v.string(),
              Dimensions: dimensions,
            }),
            Stat: v.string(),
          }),
        ),
      }),
    ),
    [],
  ),
});

type MetricAlarm = v.InferOutput<typeof metricAlarm>;

const answer = v.looseObject({ MetricAlarms: v.array(metricAlarm) });

/** Whether somebody is told: an alarm is known by what it watches, whatever its name and threshold. */
export async function examineAlarms(
  { name: functionName }: FunctionArn,
  { duty, proxy, timeoutSeconds }: { duty: Duty; proxy: boolean; timeoutSeconds: number },
  { inquiry, region }: Context,
): Promise<readonly Finding[]> {
  const reply = await inquiry.ask(question, answer);
  if (reply.kind === 'unknown') return [];
  const there = reply.kind === 'answer' ? reply.value.MetricAlarms : [];
  const watched = { functionName, timeoutSeconds };
  const hook = proxy ? proxyAlarms(watched) : hookAlarms(watched);
  const expected = duty === 'hook' ? hook : lifecycleAlarms(watched);
  return expected.flatMap((alarm) => {
    const alike = there.filter((one) => seriesOf(one) === seriesWatched(alarm));
    return alike.length === 0 ? [absent(alarm, functionName, region)] : (mute(alike, region) ?? []);
  });
}

function absent(alarm: Alarm, functionName: string, region: string): Finding {
  const what = `No alarm watches what ${alarm.id} of ${functionName} does: ${watchedBy(alarm)}.`;
  return found('ALARM_ABSENT', {
    what,
    mend: alarming(alarm, functionName, region),
    where: functionName,
  });
}

const watchedBy = ({ watches }: Alarm): string =>
  (watches.kind === 'metric' ? [watches.metric] : Object.values(watches.metrics))
    .map(
      ({ namespace, name, dimensions: of }) =>
        `${namespace} ${name} of ${Object.values(of).join(', ')}`,
    )
    .join(' and ');

/** What keeps alarms on the same from telling anybody; `undefined` when one of them does. */
function mute(alike: readonly MetricAlarm[], region: string): Finding | undefined {
  const acting = alike.filter(({ AlarmActions }) => AlarmActions.length > 0);
  const [where = ''] = (acting.length > 0 ? acting : alike).map(({ AlarmName }) => AlarmName);
  if (acting.some(({ ActionsEnabled }) => ActionsEnabled)) return undefined;
  if (acting.length > 0) {
    const what = `The actions of the alarm ${where} are disabled.`;
    const enabling = ['enable-alarm-actions', '--alarm-names', where, '--region', region];
    return found('ALARM_DISABLED', { what, mend: aws('cloudwatch', ...enabling), where });
  }
  const what = `The alarm ${where} has no action.`;
  const mend =
    'In CDK: set `alarms: { actions: [topic] }` of the construct, with a topic of SNS, and deploy.';
  return found('ALARM_SILENT', { what, mend, where });
}

const key = (
  namespace: string,
  name: string,
  statistic: string,
  pairs: readonly (readonly [string, string])[],
): string => JSON.stringify([namespace, name, statistic, pairs.toSorted()]);

const keyWatched = ({ namespace, name, statistic, dimensions: own }: WatchedMetric): string =>
  key(namespace, name, statistic, Object.entries(own));

/** All series that an alarm looks at, as one text to compare. */
const seriesWatched = ({ watches }: Alarm): string =>
  watches.kind === 'metric'
    ? keyWatched(watches.metric)
    : Object.values(watches.metrics).map(keyWatched).sort().join();

function seriesOf(alarm: MetricAlarm): string {
  const { Namespace = '', MetricName, Dimensions, Statistic, ExtendedStatistic = '' } = alarm;
  const pairs = (own: MetricAlarm['Dimensions']) =>
    own.map(({ Name, Value }) => [Name, Value] as const);
  if (MetricName !== undefined) {
    return key(Namespace, MetricName, Statistic ?? ExtendedStatistic, pairs(Dimensions));
  }
  return alarm.Metrics.flatMap(({ MetricStat: stat }) =>
    stat === undefined
      ? []
      : key(
          stat.Metric.Namespace,
          stat.Metric.MetricName,
          stat.Stat,
          pairs(stat.Metric.Dimensions),
        ),
  )
    .sort()
    .join();
}
