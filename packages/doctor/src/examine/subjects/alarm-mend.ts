import type { Alarm, WatchedMetric } from '@gangway/deployment';
import { aws } from '../command.js';

/**
 * The command that makes an alarm.
 *
 * @param actions of the function's other alarms: who is told of those is to be told of this one
 */
export const alarming = (
  alarm: Alarm,
  {
    functionName,
    region,
    actions,
  }: { functionName: string; region: string; actions: readonly string[] },
): string =>
  aws(
    ...['cloudwatch', 'put-metric-alarm', '--alarm-name', `${functionName}-${alarm.id}`],
    ...['--alarm-description', alarm.description],
    ...watching(alarm),
    ...['--evaluation-periods', `${alarm.evaluationPeriods}`],
    ...['--datapoints-to-alarm', `${alarm.datapointsToAlarm}`],
    ...['--threshold', `${alarm.threshold}`, '--comparison-operator', alarm.comparison],
    ...['--treat-missing-data', alarm.treatMissingData, '--region', region],
    ...(actions.length === 0 ? [] : ['--alarm-actions', ...actions]),
  );

function watching({ watches, periodSeconds }: Alarm): readonly string[] {
  if (watches.kind === 'metric') {
    const { namespace, name, dimensions, statistic } = watches.metric;
    return [
      ...['--namespace', namespace, '--metric-name', name, '--period', `${periodSeconds}`],
      ...[statistic === 'Sum' ? '--statistic' : '--extended-statistic', statistic],
      ...[
        '--dimensions',
        ...Object.entries(dimensions).map(([Name, Value]) => `Name=${Name},Value=${Value}`),
      ],
    ];
  }
  const { expression, metrics } = watches;
  const series = Object.entries(metrics).map(([Id, metric]) => ({
    Id,
    MetricStat: { Metric: metricOf(metric), Period: periodSeconds, Stat: metric.statistic },
    ReturnData: false,
  }));
  return ['--metrics', JSON.stringify([{ Id: 'share', Expression: expression }, ...series])];
}

const metricOf = ({ namespace, name, dimensions }: WatchedMetric) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});
